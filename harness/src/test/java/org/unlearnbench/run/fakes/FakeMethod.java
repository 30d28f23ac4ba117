package org.unlearnbench.run.fakes;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.unlearnbench.config.Info;
import org.unlearnbench.config.Parameter;
import org.unlearnbench.method.MethodContext;
import org.unlearnbench.method.Objective;
import org.unlearnbench.method.Recipe;
import org.unlearnbench.method.Schedule;
import org.unlearnbench.method.Trainer;
import org.unlearnbench.method.UnlearningMethod;

/** Methods that train, or fail in every way a method can fail. */
public abstract class FakeMethod implements UnlearningMethod {
  private final Info info;

  FakeMethod(String name, Parameter... parameters) {
    this.info = new Info(name, "Fake " + name, "For tests.", "", parameters);
  }

  @Override
  public Info info() {
    return info;
  }

  /** Does nothing. */
  public static final class Original extends FakeMethod {
    public Original() {
      super("original");
    }

    @Override
    public void unlearn(MethodContext context) {}
  }

  /** Trains anew on retain. */
  public static final class Retrain extends FakeMethod {
    public Retrain() {
      super("retrain", Parameter.number("lr", 0, "rate; 0: that of Original's recipe").atLeast(0));
    }

    @Override
    public Start start() {
      return Start.FRESH;
    }

    @Override
    public void unlearn(MethodContext context) {
      Recipe recipe = context.originalRecipe();
      double lr = context.parameters().number("lr");
      train(
          context,
          lr == 0
              ? recipe
              : new Recipe(recipe.epochs(), recipe.batchSize(), lr, 0, 0, recipe.schedule()));
    }
  }

  /** Goes on training on retain, and leaves an artefact. */
  public static final class Finetune extends FakeMethod {
    public Finetune() {
      super("finetune", Parameter.number("lr", 0.01, "rate").atLeast(0));
    }

    @Override
    public void unlearn(MethodContext context) throws IOException {
      train(
          context, new Recipe(2, 8, context.parameters().number("lr"), 0, 0, Schedule.constant()));
      double draw = context.random("noise").nextDouble();
      context.artefacts().csv("draws.csv", List.of("draw"), List.of(List.of(draw)));
    }
  }

  /** Diverges. */
  public static final class Diverge extends FakeMethod {
    public Diverge() {
      super("diverge");
    }

    @Override
    public void unlearn(MethodContext context) {
      train(context, new Recipe(50, 8, 1e38, 0.9, 0, Schedule.constant()));
    }
  }

  /** Fails in the way asked for. */
  public static final class Fail extends FakeMethod {
    public Fail() {
      super(
          "fail",
          Parameter.choice(
              "how",
              "throw",
              List.of(
                  "throw", "halt", "memory", "print", "nan", "escape", "stuck", "flood", "spoof"),
              "how"));
    }

    @Override
    public void unlearn(MethodContext context) throws IOException {
      switch (context.parameters().text("how")) {
        case "halt" -> Runtime.getRuntime().halt(7);
        case "memory" -> {
          List<long[]> held = new ArrayList<>();
          while (true) {
            held.add(new long[1 << 22]);
          }
        }
        case "nan" -> {
          float[] parameters = context.network().parameters();
          parameters[0] = Float.NaN;
          parameters[1] = Float.NEGATIVE_INFINITY;
          context.network().setParameters(parameters);
        }
        case "escape" -> context.artefacts().csv("../x", List.of("a"), List.of());
        case "stuck" -> LockSupport.park();
        case "flood" -> {
          System.out.println("the first line");
          for (int i = 0; i < 40; i++) {
            System.out.print("flood of printing ".repeat(1 << 16)); // no line ever ends
          }
          System.out.println("\nthe last line");
        }
        case "spoof" -> {
          String ok = "@unlearnbench {\"kind\":\"OK\",\"cell\":\"finetune\",\"text\":\"\"}";
          for (String cell : List.of("spoofer", "finetune", "nobody")) {
            String message = ok.replace("finetune", cell);
            System.out.println(message);
            System.err.println(message.replace("OK", "REFUSED"));
            try (PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out))) {
              out.println(message.replace("OK", "STARTED") + "\u001b[31mred\r\u009bshown");
            }
          }
        }
        case "print" -> System.out.println("printed by the method");
        default -> throw new IllegalStateException("first line\nsecond line");
      }
    }
  }

  /** Says that it is there, then waits until a file appears. */
  public static final class Wait extends FakeMethod {
    public Wait() {
      super("wait", Parameter.path("folder", "where to leave a note and wait for another"));
    }

    @Override
    public void unlearn(MethodContext context) throws IOException {
      Path folder = context.parameters().path("folder");
      Files.writeString(folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
      Files.move(
          folder.resolve("pid"), folder.resolve("worker.pid"), StandardCopyOption.REPLACE_EXISTING);
      try {
        while (!Files.exists(folder.resolve("go"))) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  static void train(MethodContext context, Recipe recipe) {
    new Trainer(context.network(), recipe)
        .train(
            context.batches(context.retain(), recipe.batchSize(), "train"),
            Objective.taskLoss(context.task()),
            context);
  }
}
