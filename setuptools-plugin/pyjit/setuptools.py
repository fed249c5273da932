"""The build hook: setuptools finds it through an entry point wherever pyjit is installed.

Loading it costs next to nothing, and a package whose modules do not mention pyjit is built as if
it were not there. Otherwise the project's own commands fill the build folder as ever, and when they
are done the ``pyjit`` binary compiles the kernels of what lies there; the swapped modules, the
module that stands in place of pyjit and the extensions are laid over it. The source tree is never
written, and nothing of it is imported.

Here setuptools' commands are wrapped; what they then do is in ``_building``.
"""

from __future__ import annotations

from typing import Any, Callable

from pyjit._building import Build

# Set on a distribution that the hook has taken in hand, and on the commands it made.
_MARK = "_pyjit_build"


def finalize_distribution_options(distribution: Any) -> None:
    """Entry point ``setuptools.finalize_distribution_options``: take a distribution in hand.

    Its options are not all known yet, so that only two of its methods are wrapped here: the one
    that gives commands' classes, and the one that tells whether a wheel is a platform wheel.
    """
    if hasattr(distribution, _MARK):
        return
    build = Build(distribution)
    setattr(distribution, _MARK, build)
    distribution.get_command_class = _with_kernels(build)
    has_ext_modules = distribution.has_ext_modules
    distribution.has_ext_modules = lambda: bool(has_ext_modules()) or build.makes_extensions()


def _with_kernels(build: Build) -> Callable[[str], type]:
    """The distribution's ``get_command_class``: subclasses of whatever classes it has."""
    wrappers = {
        "build": _build,
        "build_py": _build_py,
        "install_lib": _install_lib,
        "bdist_wheel": _bdist_wheel,
    }

    def get_command_class(command: str) -> type:
        base = build.command_class(command)
        if hasattr(base, _MARK):
            return base
        if command == "egg_info":
            return _subclass(base, build, _egg_info(base, build))
        if command == "sdist":
            return _subclass(base, build, _sdist(base, build))
        if command in wrappers and build.is_editable():
            build.announce_editable()
            return base
        if command in wrappers:
            return _subclass(base, build, wrappers[command](base, build))
        return base

    return get_command_class


def _subclass(base: Any, build: Build, members: dict[str, Any]) -> type:
    return type(base.__name__, (base,), {**members, _MARK: build, "__doc__": base.__doc__})


def _build(base: Any, build: Build) -> dict[str, Any]:
    """All commands that fill the build folder, then the kernels."""

    def run(self: Any) -> None:
        with build.filling(self.build_lib):
            base.run(self)

    return {"run": run}


def _build_py(base: Any, build: Build) -> dict[str, Any]:
    """Where it runs alone, too, the kernels are compiled."""

    def run(self: Any) -> None:
        with build.filling(self.build_lib):
            self.force = self.force or build.copies_anew
            base.run(self)

    def get_outputs(self: Any, include_bytecode: bool = True) -> list[str]:
        outputs = list(base.get_outputs(self, include_bytecode))
        known = set(outputs)
        return outputs + [output for output in build.added(self.build_lib) if output not in known]

    return {"run": run, "get_outputs": get_outputs}


def _install_lib(base: Any, build: Build) -> dict[str, Any]:
    """Before the build folder is copied, what was changed in it since."""

    def install(self: Any) -> Any:
        build.compile_late(self.build_dir)
        return base.install(self)

    return {"install": install}


def _bdist_wheel(base: Any, build: Build) -> dict[str, Any]:
    """A wheel's tag has to fit its extensions."""

    def get_tag(self: Any) -> tuple[str, str, str]:
        tag: tuple[str, str, str] = base.get_tag(self)
        build.check_tag(tag)
        return tag

    return {"get_tag": get_tag}


def _sdist(base: Any, build: Build) -> dict[str, Any]:
    """Wheels are built from it, and for what was recorded."""

    def make_distribution(self: Any) -> None:
        recorded = build.recorded_signatures()
        if recorded is not None:
            self.filelist.append(recorded)
        base.make_distribution(self)

    return {"make_distribution": make_distribution}


def _egg_info(base: Any, build: Build) -> dict[str, Any]:
    """The metadata, whatever they are written for."""

    def run(self: Any) -> None:
        if build.is_editable() or build.is_editable_metadata():
            build.require_pyjit()
        base.run(self)

    return {"run": run}
