"""Lock a process down for good, layer by layer, and say which layers hold.

    surroundings    only the kept descriptors, no environment, working directory /
    rlimits         memory, processor time, files, processes
    unprivileged    no root, no groups, no capability
    undumpable      closed to its own user's other processes
    orphan-proof    killed when its parent ends
    no-new-privs    nothing it could run would gain rights
    landlock        no file, TCP, abstract socket or signal outside
    seccomp         a short list of system calls

Each step needs what the later ones take away, so the order matters; a step that fails is
reported, and those after it are taken all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum, unique

from grader.lockdown import identity, landlock, seccomp, surroundings, ties
from grader.lockdown import limits as rlimits
from grader.lockdown.limits import Limits
from grader.lockdown.syscalls import this_machine

__all__ = ["Isolation", "Layer", "Limits", "harden_parent", "lock_down", "supported"]


@unique
class Layer(StrEnum):
    """One protection around a child."""

    SURROUNDINGS = "surroundings"
    RLIMITS = "rlimits"
    UNPRIVILEGED = "unprivileged"
    UNDUMPABLE = "undumpable"
    ORPHAN_PROOF = "orphan-proof"
    NO_NEW_PRIVS = "no-new-privs"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"


HEADLINE = (Layer.SECCOMP, Layer.LANDLOCK, Layer.RLIMITS)
"""The layers that reports name; the others are taken for granted, or listed as missing."""

FIXES = {
    Layer.SURROUNDINGS: "report this: closing descriptors needs no rights",
    Layer.RLIMITS: "mount /proc, and allow prlimit64 in the container's seccomp profile",
    Layer.UNPRIVILEGED: "run the grader as a plain user, or allow a root container the "
    "capabilities SETUID, SETGID and KILL and a mapping for user 65534",
    Layer.UNDUMPABLE: "allow prctl in the container's seccomp profile",
    Layer.ORPHAN_PROOF: "allow prctl in the container's seccomp profile",
    Layer.NO_NEW_PRIVS: "allow prctl in the container's seccomp profile",
    Layer.LANDLOCK: "Linux 5.13 or newer with landlock in the boot option lsm=, and a container "
    "profile that allows the landlock_* calls (Docker 20.10.10 or newer)",
    Layer.SECCOMP: "Linux with CONFIG_SECCOMP_FILTER on x86_64 or aarch64, and a container "
    "profile that allows seccomp or prctl",
}


@dataclass(frozen=True)
class Isolation:
    """The layers that hold around this process, and what is missing with how to get it.

    `notes` tell where a layer that holds is thinner than on a newer kernel.
    """

    layers: tuple[Layer, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    landlock_abi: int | None = None

    @property
    def absent(self) -> tuple[Layer, ...]:
        """Return the layers that do not hold."""
        return tuple(layer for layer in Layer if layer not in self.layers)

    def __str__(self) -> str:
        return "+".join(layer for layer in HEADLINE if layer in self.layers) or "none"


def supported() -> bool:
    """Say whether this platform has the sandbox at all."""
    return this_machine() is not None


def harden_parent() -> bool:
    """Close this process, the grader or a zygote, to others of its user; say whether it worked."""
    try:
        ties.hide()
    except OSError:
        return False
    return True


def lock_down(limits: Limits) -> Isolation:
    """Lock this process down, for good; a layer that cannot be had is in `missing`."""
    if not supported():
        return Isolation(missing=tuple(f"{layer}: {FIXES[layer]}" for layer in Layer))
    abi = landlock.abi()
    parent = os.getppid() if limits.parent_pid is None else limits.parent_pid
    held = _take(
        (
            (Layer.SURROUNDINGS, lambda: surroundings.apply(limits.keep_fds)),
            (Layer.RLIMITS, lambda: rlimits.apply(limits)),
            (Layer.UNPRIVILEGED, identity.drop_privileges),
            (Layer.UNDUMPABLE, ties.hide),
            (Layer.ORPHAN_PROOF, lambda: ties.die_with(parent)),
            (Layer.NO_NEW_PRIVS, ties.gain_nothing),
            (Layer.LANDLOCK, lambda: landlock.apply(abi)),
            (Layer.SECCOMP, lambda: seccomp.apply(executable_memory=limits.executable_memory)),
        )
    )
    if abi is None or Layer.LANDLOCK not in held.layers:
        return held
    return replace(held, landlock_abi=abi, notes=_notes(abi))


def _notes(abi: int) -> tuple[str, ...]:
    if gaps := landlock.gaps(abi):
        return (f"landlock ABI {abi} leaves {', '.join(gaps)} to seccomp; Linux 6.12 does not",)
    return ()


def _take(steps: tuple[tuple[Layer, Callable[[], object]], ...]) -> Isolation:
    layers, missing = [], []
    for layer, step in steps:
        try:
            step()
        except OSError as error:
            missing.append(f"{layer}: {error.strerror}; {FIXES[layer]}")
        else:
            layers.append(layer)
    return Isolation(tuple(layers), tuple(missing))
