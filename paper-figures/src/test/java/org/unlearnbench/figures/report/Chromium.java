package org.unlearnbench.figures.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven over its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private String session;

  private Chromium(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /** Where Chromium is on this machine, if it is. */
  static Optional<Path> program() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts Chromium.
   *
   * @param profile an empty folder for its profile
   */
  static Chromium start(Path program, Path profile) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank"));
    ProcessBuilder builder = new ProcessBuilder(command);
    // What it leaves behind goes where the profile goes.
    builder.environment().put("TMPDIR", Files.createDirectories(profile.resolve("tmp")).toString());
    Process process = builder.start();
    BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    List<String> said = new ArrayList<>();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.add(line);
      if (line.startsWith("DevTools listening on ")) {
        drain(err);
        URI address = URI.create(line.substring("DevTools listening on ".length()).trim());
        Chromium chromium = new Chromium(process, address);
        chromium.attach();
        return chromium;
      }
    }
    process.destroyForcibly();
    throw new IOException("Chromium did not start: " + said);
  }

  private static void drain(BufferedReader err) {
    Thread thread = new Thread(() -> err.lines().forEach(line -> {}), "chromium-err");
    thread.setDaemon(true);
    thread.start();
  }

  private void attach() {
    ObjectNode target = JSON.createObjectNode().put("url", "about:blank");
    String id = send("Target.createTarget", target).path("targetId").asText();
    ObjectNode attach = JSON.createObjectNode().put("targetId", id).put("flatten", true);
    session = send("Target.attachToTarget", attach).path("sessionId").asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", JSON.createObjectNode());
    }
  }

  /** Opens a page with a window of that size and waits until it is loaded. */
  void open(Path file, int width, int height, boolean dark) {
    ObjectNode size =
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false);
    send("Emulation.setDeviceMetricsOverride", size);
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    send("Emulation.setEmulatedMedia", media);
    loaded = new CompletableFuture<>();
    send("Page.navigate", JSON.createObjectNode().put("url", file.toUri().toString()));
    await(loaded);
  }

  /** What a JavaScript expression yields; a promise is waited for. */
  JsonNode evaluate(String expression) {
    ObjectNode parameters =
        JSON.createObjectNode()
            .put("expression", expression)
            .put("returnByValue", true)
            .put("awaitPromise", true);
    JsonNode answer = send("Runtime.evaluate", parameters);
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** Presses a key in what has the focus. */
  void press(String key, int code, String text) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event =
          JSON.createObjectNode()
              .put("type", type)
              .put("key", key)
              .put("code", key)
              .put("windowsVirtualKeyCode", code);
      if (type.equals("keyDown") && !text.isEmpty()) {
        event.put("text", text);
      }
      send("Input.dispatchKeyEvent", event);
    }
  }

  /** A picture of the whole page. */
  byte[] screenshot() {
    ObjectNode parameters =
        JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
    return Base64.getDecoder()
        .decode(send("Page.captureScreenshot", parameters).path("data").asText());
  }

  /** The page as it would be printed. */
  byte[] pdf() {
    return Base64.getDecoder()
        .decode(send("Page.printToPDF", JSON.createObjectNode()).path("data").asText());
  }

  /** Errors and warnings on the console, uncaught exceptions, blocked or failed loads. */
  List<String> complaints() {
    return complaints;
  }

  /** Addresses of everything asked for. */
  List<String> requests() {
    return requests;
  }

  private JsonNode send(String method, ObjectNode parameters) {
    int id = ids.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    await(socket.sendText(message.toString(), true));
    return await(answer);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Chromium did not answer", e);
    }
  }

  /** What axe finds wrong on a page with a board, every fold and all seeds open; one text each. */
  JsonNode violationsWithAllOpen() throws IOException {
    evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
    evaluate("document.getElementById('all-seeds').click()");
    try (InputStream axe = Chromium.class.getResourceAsStream("axe.min.js")) {
      evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    return evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v =>"
            + " v.impact + ' ' + v.id + ' ' + v.nodes.length + ' ' + v.nodes[0].html))");
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        String text = partial.toString();
        partial.setLength(0);
        try {
          receive(JSON.readTree(text));
        } catch (IOException e) {
          complaints.add("unreadable message: " + e.getMessage());
        }
      }
      from.request(1);
      return null;
    }

    private void receive(JsonNode message) {
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(message.path("id").asInt());
        if (message.has("error")) {
          answer.completeExceptionally(new IllegalStateException(message.path("error").toString()));
        } else {
          answer.complete(message.path("result"));
        }
        return;
      }
      JsonNode parameters = message.path("params");
      switch (message.path("method").asText()) {
        case "Page.loadEventFired" -> loaded.complete(null);
        case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
        case "Log.entryAdded" -> complaints.add(parameters.toString());
        case "Runtime.consoleAPICalled" -> complaints.add(parameters.toString());
        case "Network.requestWillBeSent" ->
            requests.add(parameters.path("request").path("url").asText());
        default -> {
          // not asked for
        }
      }
    }
  }
}
