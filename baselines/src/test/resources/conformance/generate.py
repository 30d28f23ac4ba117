#!/usr/bin/env python3
"""Makes the files beside it: what the methods' sources do to one small model.

    python3 generate.py CHECKOUTS

CHECKOUTS is a folder with git clones (or mirrors) of the repositories in COMMITS, each named
OWNER+NAME or OWNER+NAME/repo. Needs PyTorch 1.13 or newer and torchvision. Functions and notebook
cells are taken out of the clones at the named commits and run as they are, on the CPU; nothing of
them is kept but the weights they end with.

inputs.safetensors  original.* and fresh.* (state dicts of a ResNet-18 of width 8), retain.x/.y,
                    forget.x/.y (64 px, made here, 8 classes)
CASE.safetensors    every 11th value of each tensor of the state dict the source ends with
cases.csv           method, settings, source; floor: how far, relative to the way it went, the source
                    ends from itself when the weights it starts with are shaken by 1e-7 (worst of
                    eight); allowed: four floors, at least 0.005, as another engine's rounding is
                    larger than the shake and now and then flips a rectifier, or 1e-4 where
                    most of the way is no training (JUMPS)
Orders of batches, drawn labels and samples are those of the harness's own streams, see Streams.
"""
import ast
import contextlib
import copy
import csv
import hashlib
import io
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import types

import numpy as np
import torch
from torch import nn, optim
import torch.nn.functional as F
from torchvision.models.resnet import BasicBlock, ResNet

HERE = pathlib.Path(__file__).parent
COMMITS = {
    "ndb796/MachineUnlearning": "9813cd7",
    "OPTML-Group/Unlearn-Saliency": "a6e89fd",
    "OPTML-Group/Unlearn-Sparse": "80ba55d",
    "meghdadk/SCRUB": "98ffb11",
    "if-loops/selective-synaptic-dampening": "cdfdc0e",
    "vikram2000b/bad-teaching-unlearning": "f1aa988",
    "xcadet/deepunlearn": "6830ff6",
    "Ali-E/AMUN": "9e341a9",
}
JUMPS = {"ct", "eu-k", "msg", "ssd"}
SEED, CLASSES, SIZE, BATCH = 5, 8, 64, 8
STRIDE = 11


class Streams:
    """java.util.SplittableRandom, seeded by purpose as in org.unlearnbench.method.RandomStreams."""

    MASK = (1 << 64) - 1

    def __init__(self, seed, purpose=None):
        if purpose is not None:
            digest = hashlib.sha256(struct.pack(">q", seed) + purpose.encode()).digest()
            seed = struct.unpack(">q", digest[:8])[0]
        self.seed = seed & self.MASK

    def _next(self):
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & self.MASK
        return self.seed

    def long(self):
        z = self._next()
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & self.MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & self.MASK
        z ^= z >> 31
        return z - (1 << 64) if z >> 63 else z

    def int(self, bound):
        def draw():
            z = self._next()
            z = ((z ^ (z >> 33)) * 0x62A9D9ED799705F5) & self.MASK
            return (((z ^ (z >> 28)) * 0xCB24D0A5C88C35B3) & self.MASK) >> 32

        value = draw()
        if bound & (bound - 1) == 0:
            return value & (bound - 1)
        while True:
            half = value >> 1
            if half + bound - 1 - half % bound < 1 << 31:
                return half % bound
            value = draw()

    def permutation(self, n):
        order = [0] * n
        for i in range(n):
            j = self.int(i + 1)
            order[i] = order[j]
            order[j] = i
        return order


def order(n, purpose, epoch, seed=SEED):
    return Streams(seed, f"{purpose}/order/epoch-{epoch}").permutation(n)


class Loader:
    """Epoch after epoch of batches; what a DataLoader is to the sources."""

    def __init__(self, epochs, dataset=None):
        self.epochs, self.at, self.dataset = epochs, 0, dataset

    def __len__(self):
        return len(self.epochs[0])

    def __iter__(self):
        self.at += 1
        return iter(self.epochs[self.at - 1])


def batches(x, y, purpose, epochs, size=BATCH, seed=SEED, extra=False):
    made = []
    for epoch in range(epochs):
        o = order(len(y), purpose, epoch, seed)
        made.append([(x[o[i : i + size]], y[o[i : i + size]]) for i in range(0, len(o), size)])
    return made


class Small(ResNet):
    """torchvision's ResNet-18 at width 8."""

    def __init__(self):
        nn.Module.__init__(self)
        self._norm_layer, self.inplanes, self.dilation = nn.BatchNorm2d, 8, 1
        self.groups, self.base_width = 1, 64
        self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
        self.bn1, self.relu = nn.BatchNorm2d(8), nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = self._make_layer(BasicBlock, 8, 2)
        self.layer2 = self._make_layer(BasicBlock, 16, 2, stride=2)
        self.layer3 = self._make_layer(BasicBlock, 32, 2, stride=2)
        self.layer4 = self._make_layer(BasicBlock, 64, 2, stride=2)
        self.avgpool, self.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(64, CLASSES)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")


def weights(model):
    return {
        k: v.detach().clone() for k, v in model.state_dict().items() if "num_batches" not in k
    }


def network(state):
    model = Small()
    model.load_state_dict(state, strict=False)
    return model


# ---- the sources -----------------------------------------------------------------------------

def text(repo, path):
    folder = pathlib.Path(sys.argv[1]) / repo.replace("/", "+")
    folder = folder / "repo" if (folder / "repo").exists() else folder
    return subprocess.check_output(
        ["git", "-C", str(folder), "show", f"{COMMITS[repo]}:{path}"], text=True
    )


def taken(repo, path, names, space):
    """Runs the named functions' and classes' definitions in a name space."""
    for node in ast.parse(text(repo, path)).body:
        if getattr(node, "name", None) in names:
            node.decorator_list = []
            exec(compile(ast.Module([node], []), path, "exec"), space)
    return space


def cells(path, *marks):
    """The source of the notebook's cells that have all marks."""
    book = json.loads(text("ndb796/MachineUnlearning", path))
    code = ["".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code"]
    return [c for c in code if all(mark in c for mark in marks)]


class Meter:
    avg = val = 0

    def update(self, *_):
        pass


def base(**more):
    return dict(
        torch=torch, nn=nn, optim=optim, F=F, np=np, copy=copy, deepcopy=copy.deepcopy,
        time=__import__("time"), sys=sys, os=__import__("os"), AverageMeter=Meter,
        tqdm=lambda x, **_: x, DictConfig=object, OrderedDict=dict, Iterable=object, set_seed=lambda *_: None, accuracy=lambda *_, **__: ([0], [0]),
        utils=types.SimpleNamespace(AverageMeter=Meter, accuracy=lambda *_: [torch.zeros(1)]),
        Dict=dict, List=list, **more,
    )


def sgd(model, lr, momentum=0.9, decay=5e-4):
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum, weight_decay=decay)


def args(**more):
    return types.SimpleNamespace(
        imagenet_arch=False, warmup=0, print_freq=10**9, dataset="cifar10", num_classes=CLASSES,
        **more,
    )


@contextlib.contextmanager
def patched(owner, name, value):
    old = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, old)


class Cases:
    """One method per case: changes the model; its docstring is `method; settings; source`."""

    def __init__(self, data, fresh):
        self.rx, self.ry, self.fx, self.fy = data
        self.fresh = fresh

    def retain(self, epochs):
        return Loader(batches(self.rx, self.ry, "retain", epochs), list(range(len(self.ry))))

    def forget(self, epochs):
        return Loader(batches(self.fx, self.fy, "forget", epochs), list(range(len(self.fy))))

    def all_of_forget(self):
        return Loader([[(self.fx, self.fy)]], list(range(len(self.fy))))

    def _mufac(self, model, path, *marks):
        exec(
            cells("01_MUFAC/Machine_Unlearning_MUFAC_" + path + ".ipynb", *marks)[0],
            base(
                unlearned_model=model,
                retain_dataloader_train=self.retain(2),
                forget_dataloader_train=Loader(batches(self.fx, self.fy, "forget", 8)),
            ),
        )

    def finetune_eval(self, model):
        """finetune; mode=eval; MUFAC_FineTuing, FT cell"""
        model.eval()
        self._mufac(model, "FineTuing", "optim.SGD(unlearned_model.parameters()")

    def finetune(self, model):
        """finetune; ; MUFAC_FineTuing, FT cell, put into train mode"""
        model.train()
        self._mufac(model, "FineTuing", "optim.SGD(unlearned_model.parameters()")

    def cf_3(self, model):
        """cf-k; k=3; MUFAC_FineTuing, CF cell, in train mode"""
        model.train()
        self._mufac(model, "FineTuing", "Freeze all the parameters")

    def neggrad(self, model):
        """neggrad; ; MUFAC_NegGrad, NegGrad cell"""
        model.train()
        self._mufac(model, "NegGrad", "loss_ascent_forget.backward()")

    def neggrad_plus(self, model):
        """neggrad-plus; ; MUFAC_NegGrad, Advanced NegGrad cell"""
        model.train()
        self._mufac(model, "NegGrad", "outputs_retain", "loss_ascent_forget")

    def scrub(self, model):
        """scrub; ; MUFAC_SCRUB, SCRUBTraining"""
        space = base()
        for mark in ("class DistillKL", "class SCRUBTraining"):
            for cell in cells("01_MUFAC/Machine_Unlearning_MUFAC_SCRUB.ipynb", mark)[:1]:
                exec(cell, space)
        trainer = space["SCRUBTraining"](
            copy.deepcopy(model), model, self.retain(2), self.forget(2)
        )
        for _ in range(2):
            trainer.train_epoch()

    def scrub_kurmanji(self, model):
        """scrub-kurmanji; forget-batch-size=8; train_distill and adjust_learning_rate of MIA_experiments"""
        space, repo = base(), "meghdadk/SCRUB"
        taken(repo, "thirdparty/repdistiller/helper/loops.py", ["train_distill"], space)
        taken(repo, "thirdparty/repdistiller/helper/util.py", ["adjust_learning_rate"], space)
        taken(repo, "thirdparty/repdistiller/distiller_zoo/KD.py", ["DistillKL"], space)
        opt = types.SimpleNamespace(
            distill="kd", gamma=1, alpha=0.5, beta=0, print_freq=10**9,
            lr_decay_epochs=[3, 5, 9], sgda_learning_rate=5e-4, lr_decay_rate=0.1,
        )
        optimizer = sgd(model, 5e-4)
        modules = nn.ModuleList([model, copy.deepcopy(model)])
        kl = space["DistillKL"](4.0)
        losses = [nn.CrossEntropyLoss(), kl, kl]
        retain, forget = self.retain(5), self.forget(3)
        for epoch in range(1, 6):
            space["adjust_learning_rate"](epoch, opt, optimizer)
            step = (modules, None, losses, optimizer, opt)
            if epoch <= 3:
                space["train_distill"](epoch, forget, *step, "maximize", quiet=True)
            space["train_distill"](epoch, retain, *step, "minimize", quiet=True)

    def _labels(self):
        stream = Streams(SEED, "labels")
        return lambda low, high, shape: torch.tensor([stream.int(high) for _ in range(shape[0])])

    def _random_label(self, model, lr, mask=None):
        space = taken(
            "OPTML-Group/Unlearn-Saliency", "Classification/unlearn/RL.py",
            ["RL", "_apply_mask_to_grads", "_restore_masked_params"], base(),
        )
        optimizer = sgd(model, lr)
        loaders = {"retain": self.retain(2), "forget": self.forget(2)}
        with patched(torch, "randint", self._labels()):
            for epoch in range(2):
                space["RL"](
                    loaders, model, nn.CrossEntropyLoss(), optimizer, epoch, args(), mask
                )

    def random_label(self, model):
        """random-label; epochs=2; RL, branch of CIFAR-10"""
        self._random_label(model, 0.01)

    def salun(self, model):
        """salun; epochs=2; save_gradient_ratio at 0.5, then RL"""
        space = taken(
            "OPTML-Group/Unlearn-Saliency", "Classification/generate_mask.py",
            ["save_gradient_ratio"], base(),
        )
        with tempfile.TemporaryDirectory() as folder:
            settings = args(unlearn_lr=0, momentum=0, weight_decay=0, save_dir=folder)
            loaders = {"forget": self.all_of_forget()}
            space["save_gradient_ratio"](loaders, model, nn.CrossEntropyLoss(), settings)
            mask = torch.load(folder + "/with_0.5.pt")
        self._random_label(model, 0.013, mask)

    def gradient_ascent(self, model):
        """gradient-ascent; epochs=2;lr=0.001;stop.loss=1e9; GA"""
        space = taken(
            "OPTML-Group/Unlearn-Saliency", "Classification/unlearn/GA.py", ["GA"], base()
        )
        optimizer, forget = sgd(model, 1e-3), self.forget(2)
        for epoch in range(2):
            space["GA"](
                {"forget": forget}, model, nn.CrossEntropyLoss(), optimizer, epoch, args()
            )

    def l1_sparse(self, model):
        """l1-sparse; epochs=2; FT_iter with_l1"""
        space = taken(
            "OPTML-Group/Unlearn-Sparse", "unlearn/FT.py", ["FT_iter", "l1_regularization"], base()
        )
        optimizer, retain = sgd(model, 0.01), self.retain(2)
        settings = args(alpha=3e-4, no_l1_epochs=0, unlearn_epochs=2)
        for epoch in range(2):
            space["FT_iter"](
                {"retain": retain}, model, nn.CrossEntropyLoss(), optimizer, epoch, settings, True
            )

    def ssd(self, model):
        """ssd; alpha=1.5; ParameterPerturber"""
        space = base()
        space["DataLoader"] = space["dataset"] = space["Subset"] = object
        taken("if-loops/selective-synaptic-dampening", "src/ssd.py", ["ParameterPerturber"], space)
        model.eval()
        perturber = space["ParameterPerturber"](
            model, sgd(model, 0.1), "cpu",
            dict(lower_bound=1, exponent=1, magnitude_diff=None, min_layer=-1, max_layer=-1,
                 forget_threshold=1, dampening_constant=1, selection_weighting=1.5),
        )

        def ordered(x, y):
            at = range(0, len(y), BATCH)
            return [(x[i : i + BATCH], None, y[i : i + BATCH]) for i in at]

        forget = perturber.calc_importance(ordered(self.fx, self.fy))
        every = ordered(torch.cat([self.rx, self.fx]), torch.cat([self.ry, self.fy]))
        perturber.modify_weight(perturber.calc_importance(every), forget)

    @staticmethod
    def _mixed(ones, others):
        """The harness's mixed batches: both sets in proportion, the longer alone at the end."""
        for i in range(max(len(ones), len(others))):
            parts = [p[i] for p in (ones, others) if i < len(p)]
            yield tuple(torch.cat(column) for column in zip(*parts))

    def bad_teacher(self, model):
        """bad-teacher; epochs=2;lr=0.001;retain-share=1; unlearning_step in train mode, Adam's epsilon over the 8 classes the loss is divided by"""
        space = taken(
            "vikram2000b/bad-teaching-unlearning", "unlearn.py",
            ["UnlearnerLoss", "unlearning_step"], base(),
        )
        good, bad = copy.deepcopy(model).eval(), network(self.fresh).eval()
        sample = Streams(SEED, "retain-share").permutation(len(self.ry))
        x = self.rx[sample]
        share = int(BATCH * len(x) / (len(x) + len(self.fx)) + 0.5)
        retain = batches(x, torch.zeros(len(x), dtype=int), "retain", 2, share)
        ones = torch.ones(len(self.fx), dtype=int)
        forget = batches(self.fx, ones, "forget", 2, BATCH - share)
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-8 / CLASSES)
        model.train()
        for epoch in range(2):
            loader = list(self._mixed(retain[epoch], forget[epoch]))
            space["unlearning_step"](model, bad, good, loader, optimizer, "cpu", 1)

    def msg(self, model):
        """msg; epochs=3; KGLTop2, entered in train mode"""
        space = base(_LRScheduler=torch.optim.lr_scheduler._LRScheduler, BaseUnlearner=object)
        space["munl"] = types.SimpleNamespace(
            settings=types.SimpleNamespace(HP_FLOAT=None, HYPER_PARAMETERS={})
        )
        space["Subset"] = lambda dataset, indices: indices
        sample = Streams(SEED, "retain-sample").permutation(len(self.ry))
        space["DataLoader"] = lambda indices, **_: [(self.rx[indices], self.ry[indices])]
        taken(
            "xcadet/deepunlearn", "munl/unlearning/kgltop2.py",
            ["Masker", "MaskConv2d", "set_layer", "replace_maskconv", "get_grads_for_snip",
             "re_init_model_snip_ver2_little_grad", "LinearAnnealingLR", "KGLTop2"], space,
        )
        drawn = iter(
            self.fresh[n + ".weight"] for n, m in model.named_modules() if isinstance(m, nn.Conv2d)
        )
        method = space["KGLTop2"].__new__(space["KGLTop2"])
        method.device = "cpu"
        method.cfg = types.SimpleNamespace(
            init_rate=0.3, num_epochs=3,
            optimizer=types.SimpleNamespace(
                learning_rate=1e-3, weight_decay=5e-4, momentum=0.9
            ),
        )
        model.train()
        with patched(torch, "randperm", lambda *_, **__: torch.tensor(sample)), patched(
            nn.init, "kaiming_normal_", lambda w, **_: w.data.copy_(next(drawn))
        ):
            method.unlearn(model, self.retain(3), self.all_of_forget(), None)

    def ct(self, model):
        """ct; epochs=1;schedule.type=constant; KGLTop5, one epoch"""
        space = base(BaseUnlearner=object)
        space["munl"] = types.SimpleNamespace(
            settings=types.SimpleNamespace(HYPER_PARAMETERS={})
        )
        taken("xcadet/deepunlearn", "munl/unlearning/kgltop5.py", ["KGLTop5"], space)
        method = space["KGLTop5"].__new__(space["KGLTop5"])
        method.device = "cpu"
        method.cfg = types.SimpleNamespace(
            num_epochs=1,
            optimizer=types.SimpleNamespace(
                learning_rate=1e-3, weight_decay=5e-4, momentum=0.9
            ),
        )
        method.unlearn(model, self.retain(1), None, None)

    def eu_2(self, model):
        """eu-k; k=2;init=torchvision; fk_finetune with drawn weights given"""
        space, repo = base(Module=nn.Module, Optimizer=object, DataLoader=object), "xcadet/deepunlearn"
        taken(repo, "thirdparty/repdistiller/helper/util.py", ["adjust_learning_rate"], space)
        space["sgda_adjust_learning_rate"] = space["adjust_learning_rate"]
        taken(
            repo, "munl/unlearning/scrub_utils.py",
            ["l2_penalty", "run_train_epoch", "fk_finetune"], space,
        )
        for name, parameter in model.named_parameters():
            parameter.requires_grad = name.startswith(("layer4.", "fc."))
            if parameter.requires_grad:
                parameter.data.copy_(self.fresh[name])
        space["fk_finetune"](
            model, self.retain(10), 10, 0.01, CLASSES, 0.1, [5, 8, 9], 0.01, 0.1
        )

    def amun(self, model):
        """amun; epochs=1;lr=0.001; PGDL2 image by image, then SGD on D_R + D_F + D_A by a loop of ours"""
        space = base()
        taken("Ali-E/AMUN", "attack.py", ["Attack", "wrapper_method"], space)
        taken("Ali-E/AMUN", "pgdl2_modified.py", ["PGDL2"], space)
        model.eval()
        found, answers = [], []
        for x, y in zip(self.fx, self.fy):
            image, _, answer, _, _ = space["PGDL2"](model).forward(x[None], y[None])
            found.append(image.detach())
            answers.append(answer)
        ax, ay = torch.cat(found), torch.cat(answers)
        x, y = torch.cat([self.rx, self.fx]), torch.cat([self.ry, self.fy])
        share = int(BATCH * len(y) / (len(y) + len(ay)) + 0.5)
        clean = batches(x, y, "retain", 1, share)
        seed = Streams(SEED, "adversaries").long()
        adversaries = batches(ax, ay, "adversaries", 1, BATCH - share, seed)
        optimizer = sgd(model, 0.001)
        model.train()
        for epoch in range(1):
            for inputs, labels in self._mixed(clean[epoch], adversaries[epoch]):
                optimizer.zero_grad()
                F.cross_entropy(model(inputs), labels).backward()
                optimizer.step()


SOURCES = {
    "finetune": ("ndb796/MachineUnlearning", "01_MUFAC"),
    "cf-k": ("ndb796/MachineUnlearning", "01_MUFAC"),
    "neggrad": ("ndb796/MachineUnlearning", "01_MUFAC"),
    "neggrad-plus": ("ndb796/MachineUnlearning", "01_MUFAC"),
    "scrub": ("ndb796/MachineUnlearning", "01_MUFAC"),
    "scrub-kurmanji": ("meghdadk/SCRUB", "thirdparty/repdistiller"),
    "random-label": ("OPTML-Group/Unlearn-Saliency", "Classification/unlearn/RL.py"),
    "salun": ("OPTML-Group/Unlearn-Saliency", "Classification"),
    "gradient-ascent": ("OPTML-Group/Unlearn-Saliency", "Classification/unlearn/GA.py"),
    "l1-sparse": ("OPTML-Group/Unlearn-Sparse", "unlearn/FT.py"),
    "ssd": ("if-loops/selective-synaptic-dampening", "src/ssd.py"),
    "bad-teacher": ("vikram2000b/bad-teaching-unlearning", "unlearn.py"),
    "msg": ("xcadet/deepunlearn", "munl/unlearning/kgltop2.py"),
    "ct": ("xcadet/deepunlearn", "munl/unlearning/kgltop5.py"),
    "eu-k": ("xcadet/deepunlearn", "munl/unlearning/scrub_utils.py"),
    "amun": ("Ali-E/AMUN", "pgdl2_modified.py"),
}


# ---- data and files --------------------------------------------------------------------------

def images(count, random):
    """Blurred colour patches whose pattern tells the class, with noise; multiples of 1/255."""
    patterns = torch.rand(CLASSES, 3, 4, 4, generator=torch.Generator().manual_seed(1))
    y = torch.arange(count) % CLASSES
    x = F.interpolate(patterns[y], SIZE, mode="bilinear", align_corners=False)
    x = x + 0.25 * torch.randn(count, 3, SIZE, SIZE, generator=random)
    return (x.clamp(0, 1) * 255).round() / 255, y


def original(x, y):
    torch.manual_seed(2)
    model = Small().train()
    optimizer = sgd(model, 0.02)
    for epoch in range(6):
        for i in torch.randperm(len(y)).split(8):
            optimizer.zero_grad()
            F.cross_entropy(model(x[i]), y[i]).backward()
            optimizer.step()
    return weights(model)


def save(path, tensors, metadata):
    header, at = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + 4 * tensor.numel()]
        }
        at += 4 * tensor.numel()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.float().contiguous().numpy().astype("<f4").tobytes())


def flat(state):
    return torch.cat([v.flatten()[::STRIDE] for k, v in state.items() if "running" not in k])


def distance(one, other, start):
    return float((flat(one) - flat(other)).double().norm() / (flat(other) - flat(start)).double().norm())


def main():
    torch.set_num_threads(1)
    nn.Module.cuda = lambda self, *_: self
    torch.Tensor.cuda = lambda self, *_: self
    random = torch.Generator().manual_seed(3)
    (rx, ry), (fx, fy) = images(24, random), images(8, random)
    start = original(torch.cat([rx, fx]), torch.cat([ry, fy]))
    torch.manual_seed(4)
    fresh = weights(Small())
    inputs = {"original." + k: v for k, v in start.items()}
    inputs.update({"fresh." + k: v for k, v in fresh.items()})
    inputs.update({"retain.x": rx, "retain.y": ry, "forget.x": fx, "forget.y": fy})
    save(HERE / "inputs.safetensors", inputs, {"made-by": "generate.py"})
    cases = Cases((rx, ry, fx, fy), fresh)
    rows = []
    for name, case in vars(Cases).items():
        if name.startswith("_") or not case.__doc__ or ";" not in case.__doc__:
            continue
        parts = case.__doc__.split("; ")
        method, settings, function = parts[0], parts[1].strip("; "), parts[2]
        repo, path = SOURCES[method]
        ends = []
        for shake in range(9):
            torch.manual_seed(shake)
            begin = {
                k: v * (1 + 1e-7 * torch.randn_like(v)) if shake else v for k, v in start.items()
            }
            model = network(begin)
            with contextlib.redirect_stdout(io.StringIO()):
                case(cases, model)
            ends.append(weights(model))
        end = ends[0]
        floor = max(distance(other, end, start) for other in ends[1:])
        allowed = max(1e-4 if method in JUMPS else 5e-3, 4 * floor)
        source = f"{repo}@{COMMITS[repo]} {path}: {function}"
        sample = {k: v.flatten()[::STRIDE] for k, v in end.items()}
        save(HERE / f"{name.replace('_', '-')}.safetensors", sample, {"source": source})
        row = [name.replace("_", "-"), method, settings, source, f"{floor:.2g}", f"{allowed:.2g}"]
        rows.append(row)
        print(*row)
    with open(HERE / "cases.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["case", "method", "settings", "source", "floor", "allowed"])
        writer.writerows(rows)


if __name__ == "__main__":
    main()
