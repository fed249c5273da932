"""What the build hook knows of one distribution, and does when setuptools' commands run."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

from pyjit._folder import Compiled, Folder, Modules, is_python, say
from pyjit._project import recorded_signatures, takes_numba

# These commands make no wheel: for them it does not matter whether kernels compile.
_SOURCE_COMMANDS = {"check", "clean", "dist_info", "egg_info", "sdist"}
_EDITABLE_COMMANDS = {"develop", "editable_wheel"}
# The first CPython whose stable ABI has what compiled functions need.
_STABLE_ABI = (3, 12)


class Build:
    """One distribution while it is being built."""

    def __init__(self, distribution: Any) -> None:
        self._distribution = distribution
        self.command_class: Callable[[str], Any] = distribution.get_command_class
        self._root = Path(distribution.src_root or os.curdir)
        self._compiled: Compiled | None = None
        self._folders: dict[Path, Folder] = {}
        self._filling = 0
        # Whether modules are copied that are no newer than their copies.
        self.copies_anew = False
        self._told_editable = False

    # Editable installs: the sources run as they stand.

    def is_editable(self) -> bool:
        """Whether this makes an editable install."""
        return not _EDITABLE_COMMANDS.isdisjoint(self._commands())

    def is_editable_metadata(self) -> bool:
        """Whether a front end asks for the metadata of an editable install, which it does before
        the install itself: setuptools then runs the same command as for a wheel's."""
        frame = sys._getframe()
        while frame.f_back is not None:
            frame = frame.f_back
            if frame.f_code.co_name == "prepare_metadata_for_build_editable":
                return True
        return False

    def announce_editable(self) -> None:
        """Say once what becomes of the kernels of an editable install."""
        if not self._told_editable and self.mentions_pyjit():
            self._told_editable = True
            say(
                "an editable install compiles its functions when they are called, with pyjit "
                "installed beside it; a wheel has them compiled"
            )

    def require_pyjit(self) -> None:
        """Make metadata that are about to be written depend on pyjit."""
        if self.mentions_pyjit():
            distribution = self._distribution
            known = [str(one) for one in distribution.install_requires or []]
            if not any(re.match(r"pyjit(?![\w.-])[^;]*$", one, re.I) for one in known):
                distribution.install_requires = [*known, "pyjit"]
                distribution.metadata.install_requires = distribution.install_requires

    # Compiling.

    def mentions_pyjit(self) -> bool:
        """Whether any module of the source could have one of pyjit's kernels."""
        return any(b"pyjit" in _read(file) for file in self._modules().values())

    def concerns_us(self) -> bool:
        """Whether any module of the source could have a kernel."""
        return any(self._may_hold_kernels(_read(file)) for file in self._modules().values())

    def _may_hold_kernels(self, module: bytes) -> bool:
        return b"pyjit" in module or (b"numba" in module and self._takes_numba)

    @functools.cached_property
    def _takes_numba(self) -> bool:
        return takes_numba(str(self._root))

    def makes_extensions(self) -> bool:
        """Whether a wheel of it holds an extension.

        Commands ask for it before they build anything; where the answer matters, the kernels of the
        source are compiled for it. When the build folder is filled, what was made is taken over, or
        made anew if the project's commands made other modules of the source.
        """
        commands = set(self._commands())
        if self.is_editable() or commands <= _SOURCE_COMMANDS:
            return False
        if self._compiled is None:
            sources = self._modules()
            modules = {name: _read(file) for name, file in sources.items()}
            if not any(map(self._may_hold_kernels, modules.values())):
                return False
            # What is to be said of it is said if nothing else takes its place.
            self._compile(modules, sources, quiet=True)
        return self._compiled is not None and bool(self._compiled.extensions)

    @contextlib.contextmanager
    def filling(self, build_lib: str) -> Iterator[None]:
        """Around commands that fill the build folder; when the outermost is done, what lies there
        is compiled."""
        if getattr(self._distribution, "dry_run", False):
            yield
            return
        folder = self._folder(build_lib)
        if self._is_source(folder):
            say(f"nothing is compiled in {build_lib}, where the sources themselves lie")
            yield
            return
        if not self._filling:
            self.copies_anew = self.concerns_us() or not folder.is_clean()
            folder.restore()
        self._filling += 1
        try:
            yield
        finally:
            self._filling -= 1
        if not self._filling:
            self._compile_folder(folder)
            wheel = self._distribution.get_command_obj("bdist_wheel", create=False)
            if wheel is not None and wheel.root_is_pure is not None:
                # It asked before the project's commands made or removed kernels.
                libraries = self._distribution.has_c_libraries()
                wheel.root_is_pure = not (self._distribution.has_ext_modules() or libraries)

    def compile_late(self, build_lib: str) -> None:
        """Compile what a build folder holds that is about to be copied."""
        before = self._compiled
        folder = self._folder(build_lib)
        if self._is_source(folder):
            return
        self._compile_folder(folder)
        made = self._compiled is not None and self._compiled.extensions
        wheel = self._distribution.get_command_obj("bdist_wheel", create=False)
        if before is not self._compiled and made and wheel is not None and wheel.root_is_pure:
            raise SystemExit(
                "pyjit: error: the first kernel appeared after the build, when the wheel was "
                "already marked as one without extensions"
            )

    def added(self, build_lib: str) -> list[str]:
        """The files of a build folder that are not the project's own."""
        return [os.path.join(build_lib, *name.split("/")) for name in self._folder(build_lib).added]

    def check_tag(self, tag: tuple[str, str, str]) -> None:
        """See that a wheel is not marked for interpreters or platforms that its extensions do not
        serve."""
        python, abi, platform = tag
        if self._compiled is None or not self._compiled.extensions:
            return
        machine = os.uname().machine
        if not re.fullmatch(rf"(many|musl)?linux\w*_{machine}(\.\w+)*", platform):
            raise SystemExit(
                f"pyjit: error: the wheel is marked for {platform}, but its extensions are for "
                f"Linux on {machine}: build it there, without a plat_name"
            )
        if abi == "none" and not self._compiled.stable_abi:
            raise SystemExit(
                f"pyjit: error: the wheel is marked {python}-none, but its extensions are for one "
                "version of CPython: leave the tag to setuptools, or set "
                'py_limited_api = "cp312" in [tool.distutils.bdist_wheel]'
            )
        if "abi3" not in abi.split("."):
            return
        for one in python.split("."):
            self._check_limited_api(one)
        if not self._compiled.stable_abi:
            raise SystemExit(
                f"pyjit: error: the wheel is marked {python}-{abi}, but its extensions are for one "
                f'version: set py_limited_api = "{python}" in [tool.distutils.bdist_wheel]'
            )

    def recorded_signatures(self) -> str | None:
        """The project's file of recorded signatures, if it has one."""
        return recorded_signatures(str(self._root))

    def _is_source(self, folder: Folder) -> bool:
        """Whether modules of the source lie in the folder, which then must not be written."""
        for name, source in self._modules().items():
            with contextlib.suppress(OSError):
                if os.path.samefile(folder.path / name, source):
                    return self.concerns_us()
        return False

    def _compile_folder(self, folder: Folder) -> None:
        modules = folder.modules()
        if folder.is_clean() and not any(map(self._may_hold_kernels, modules.values())):
            return
        own, sources = self._modules(), self._sources_of(folder)
        # Data may be called like modules without being Python.
        modules = {
            name: content
            for name, content in modules.items()
            if name in own or self._may_hold_kernels(content) or is_python(content)
        }
        compiled = self._compiled
        if compiled is None or not compiled.is_of(modules, self._arguments()):
            compiled = self._compile(modules, sources)
        compiled.tell()
        changed = folder.lay_over(compiled)
        command = self._distribution.get_command_obj("build_py")
        command.ensure_finalized()
        command.byte_compile(changed)

    def _compile(
        self, modules: Modules, sources: dict[str, str], *, quiet: bool = False
    ) -> Compiled:
        shown = {
            name: source
            for name, source in sources.items()
            if name in modules and _read(source) == modules[name]
        }
        for folder in self._folders.values():
            for name in modules:
                if name not in shown and folder.holds(name):
                    shown[name] = str(folder.path / name)
        compiled = self._compiled = Compiled(modules, self._arguments(), shown, quiet=quiet)
        limited = self._limited_api()
        if compiled.extensions and limited:
            self._check_limited_api(limited)
        return compiled

    def _arguments(self) -> list[str]:
        """What the binary is told beside the modules."""
        arguments = ["--python", sys.executable]
        arguments += ["--distribution", self._distribution.get_name()]
        settings = self._root / "pyproject.toml"
        if settings.is_file():
            # It says where recorded signatures are, or they lie beside it.
            arguments += ["--config", str(settings)]
        elif (recorded := self.recorded_signatures()) and not os.environ.get("PYJIT_SIGNATURES"):
            arguments += ["--signatures", str(self._root / recorded)]
        version = _version(self._limited_api() or "")
        if version is not None and version >= _STABLE_ABI:
            arguments.append("--abi3")
        return arguments

    def _limited_api(self) -> str | None:
        """The CPython from which on a wheel is to serve, as in `cp312`."""
        wheel = self._distribution.get_command_obj("bdist_wheel", create=False)
        value = getattr(wheel, "py_limited_api", None)
        if not value:
            value = self._distribution.get_option_dict("bdist_wheel").get("py_limited_api", (0, 0))[
                1
            ]
        return str(value) if value else None

    def _check_limited_api(self, tag: str) -> None:
        """See that extensions can serve every CPython from that one on."""
        version = _version(tag)
        if version is None:
            return  # setuptools says what is wrong with it
        if version < _STABLE_ABI:
            raise SystemExit(
                f'pyjit: error: py_limited_api = "{tag}" promises a wheel for CPython '
                f"{_text(version)} and later, but compiled functions need the stable ABI of "
                f'{_text(_STABLE_ABI)}: write py_limited_api = "cp312", or leave it out for a '
                "wheel for each version"
            )
        if sys.version_info < version:
            raise SystemExit(
                f'pyjit: error: a wheel with py_limited_api = "{tag}" has to be built with CPython '
                f"{_text(version)} or later, and this is {_text(sys.version_info[:2])}"
            )

    def _commands(self) -> list[str]:
        return list(getattr(self._distribution, "commands", None) or [])

    def _folder(self, build_lib: str) -> Folder:
        path = Path(os.path.abspath(build_lib))
        if path not in self._folders:
            command = self._distribution.get_command_obj("build")
            command.ensure_finalized()
            name = self._distribution.get_name()
            self._folders[path] = Folder(Path(build_lib), Path(command.build_base), name)
        return self._folders[path]

    def _modules(self) -> dict[str, str]:
        """The files of the modules that setuptools copies, by their places in the build folder."""
        # A command of its own that is not finalized: that would ask whether there are extensions,
        # which may be the question to be answered.
        command = self.command_class("build_py")(self._distribution)
        command.packages = self._distribution.packages or []
        command.py_modules = self._distribution.py_modules or []
        folders = self._distribution.package_dir or {}
        command.package_dir = {name: os.path.normpath(path) for name, path in folders.items()}
        return {
            "/".join([*filter(None, (package or "").split(".")), f"{name}.py"]): str(file)
            for package, name, file in command.find_all_modules()
        }

    def _sources_of(self, folder: Folder) -> dict[str, str]:
        """The files that those in a build folder were copied from."""
        sources = dict(self._modules())
        command = self._distribution.get_command_obj("build_py")
        with contextlib.suppress(Exception):  # a project's own command need not have it
            command.ensure_finalized()
            for made, source in command.get_output_mapping().items():
                sources.setdefault(folder.name_of(made), source)
        return sources


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError:
        return b""


def _version(tag: str) -> tuple[int, int] | None:
    """The version of CPython in a tag like `cp312`."""
    version = re.match(r"cp3(\d+)$", tag)
    return None if version is None else (3, int(version[1]))


def _text(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
