"""What is compiled is what lies in the build folder when the project's own commands are done."""

from __future__ import annotations

import os
import re

import pytest

KERNEL = """\
from pyjit import jit

VERSION = 0


@jit
def version() -> int:
    return VERSION
"""
SETUP = """\
from pathlib import Path
from setuptools import Command, setup
from setuptools.command.build import build
from setuptools.command.build_py import build_py
from setuptools.command.install_lib import install_lib

KERNEL = {kernel!r}


class Stamp(build_py):
    def run(self):
        super().run()
        module = Path(self.build_lib, "mypkg", "stamped.py")
        module.write_text(module.read_text().replace("VERSION = 0", "VERSION = 7"))
        Path(self.build_lib, "mypkg", "written.py").write_text(KERNEL)


class Generate(Command):
    user_options = []

    def initialize_options(self):
        self.build_lib = None

    def finalize_options(self):
        self.set_undefined_options("build", ("build_lib", "build_lib"))

    def run(self):
        module = Path(self.build_lib, "mypkg", "generated.py")
        if not module.exists():
            module.write_text(KERNEL.replace("= 0", "= 8"))


class Build(build):
    sub_commands = [*build.sub_commands, ("generate", None)]

    def run(self):
        super().run()
        Path(self.build_lib, "mypkg", "last.py").write_text(KERNEL.replace("= 0", "= 9"))


class Install(install_lib):
    def run(self):
        Path(self.build_dir, "mypkg", "late.py").write_text(KERNEL.replace("= 0", "= 10"))
        super().run()


setup(
    name="mypkg",
    version="1.0",
    packages=["mypkg"],
    package_data={{"mypkg": ["plugins/*.py", "templates/*.py"]}},
    cmdclass={{"build_py": Stamp, "generate": Generate, "build": Build, "install_lib": Install}},
)
"""
FILES = {
    "setup.py": SETUP.format(kernel=KERNEL),
    "mypkg/__init__.py": "",
    "mypkg/stamped.py": KERNEL,
    "mypkg/plugins/one.py": KERNEL.replace("= 0", "= 11"),
    "mypkg/templates/two.py": "{{ name }} = {% no Python %}\n",
}
EXPECTED = {
    "stamped": 7,
    "written": 0,
    "generated": 8,
    "last": 9,
    "late": 10,
    "plugins.one": 11,
}
ASK = """\
import importlib
for name in {names}:
    function = importlib.import_module("mypkg." + name).version
    print(name, function(), function.__wrapped__(), "pyjit" in __import__("sys").modules)
"""


def versions(installed, expected: dict[str, int]) -> None:
    """Each module is compiled, and as the last command left it."""
    lines = installed.python(ASK.format(names=list(expected))).splitlines()
    assert lines == [f"{name} {value} {value} False" for name, value in expected.items()]


@pytest.fixture(scope="module")
def project(make_project):
    return make_project(FILES)


def test_edited_and_generated_modules(project, unpack) -> None:
    for _ in range(2):  # the second time over the folder that the first one left
        done = project.backend("build_wheel")
        assert done.returncode == 0, done.stderr
        installed = unpack(project.out / done.stdout.splitlines()[-1])
        versions(installed, EXPECTED)
        assert installed.text("mypkg/templates/two.py") == FILES["mypkg/templates/two.py"]
        assert "two.py" not in done.stderr


@pytest.fixture
def built(make_project):
    """A project whose build folder was filled by `setup.py build`."""
    made = make_project(FILES)
    done = made.run("setup.py", "--quiet", "build", "--build-lib", "lib")
    assert done.returncode == 0, done.stderr
    return made


def test_a_folder_is_built_again_and_again(built) -> None:
    lib = built.root / "lib" / "mypkg"
    first = {path.name: path.read_bytes() for path in lib.rglob("*") if path.is_file()}
    assert b"from ._pyjit_mypkg import jit" in first["generated.py"]
    # `generated.py` is not made anew, and was swapped before.
    again = ["setup.py", "--quiet", "build", "--build-lib", "lib"]
    assert built.run(*again).returncode == 0
    assert first == {path.name: path.read_bytes() for path in lib.rglob("*") if path.is_file()}
    # `build_py` alone.
    assert built.run("setup.py", "--quiet", "build_py", "--build-lib", "lib").returncode == 0
    assert b"from ._pyjit_mypkg import jit" in (lib / "generated.py").read_bytes()
    # One changes back, and another one by hand.
    built.write({"mypkg/stamped.py": "VERSION = 0\n"})
    os.utime(built.root / "mypkg/stamped.py", (0, 0))
    (lib / "generated.py").write_text(KERNEL.replace("= 0", "= 12"))
    assert built.run(*again).returncode == 0
    assert (lib / "stamped.py").read_text() == "VERSION = 7\n"
    code = "import sys; sys.path[:0] = ['lib']; from mypkg.generated import version; "
    code += "print(version(), len(version.__pyjit_signatures__), version.__wrapped__())"
    assert built.run("-c", code, PYTHONPATH="").stdout.split() == ["12", "1", "12"]
    # A lost record, as after `rm -r build`: nothing of ours is taken for the project's.
    (lib / "generated.py").unlink()
    record = next((built.root / "build" / "pyjit").iterdir())
    (record / "record.json").unlink()
    assert built.run(*again).returncode == 0
    assert b"from ._pyjit_mypkg import jit" in (lib / "generated.py").read_bytes()


def test_a_wheel_of_a_folder_that_was_edited(built, unpack) -> None:
    (built.root / "lib" / "mypkg" / "last.py").write_text(KERNEL.replace("= 0", "= 13"))
    command = ["setup.py", "--quiet", "build", "--build-lib", "lib", "bdist_wheel"]
    done = built.run(*command, "--skip-build", "--dist-dir", str(built.out))
    assert done.returncode == 0, done.stderr
    (wheel,) = built.out.glob("*.whl")
    # `setup.py build` runs its own commands again, `last.py` included.
    versions(unpack(wheel), EXPECTED)


REFUSED = "from pyjit import jit\n\n\n@jit\ndef f(x: list) -> int:\n    return 0\n"


def test_messages_show_the_users_own_files(make_project) -> None:
    files = FILES | {"mypkg/stamped.py": KERNEL + REFUSED}
    files["setup.py"] = files["setup.py"].replace("write_text(KERNEL)", f"write_text({REFUSED!r})")
    files["src/other.py"] = REFUSED
    files["mypkg/plain.py"] = REFUSED
    done = make_project(files).backend("build_wheel")
    assert done.returncode == 0, done.stderr
    places = re.findall(r"--> (\S+)", done.stderr)
    assert "mypkg/plain.py:5:10" in places
    # What the project's commands changed is shown as they left it.
    edited = [place for place in places if re.match(r"build/lib[^/]*/mypkg/stamped\.py:", place)]
    made = [place for place in places if re.match(r"build/lib[^/]*/mypkg/written\.py:", place)]
    assert edited, places
    assert made, places
    assert not [place for place in places if place.startswith("/")], places
    # A second compilation, for what came late, tells them again, but not what was before.
    assert places.count("mypkg/plain.py:5:10") == 2


LICENSED = """\
from pathlib import Path
from setuptools import setup
from setuptools.command.{command} import {command}


def edit():
    for path in Path("build").rglob("*.py"):
        text = path.read_text()
        if not text.startswith("#"):
            path.write_text("# Licensed\\n" + text.replace("VERSION = 0", "VERSION = 5"))


class Edited({command}):
    def run(self):
        {body}


setup(name="mypkg", version="1.0", packages=["mypkg"], cmdclass={{"{command}": Edited}})
"""


@pytest.mark.parametrize(
    ("command", "body"),
    [
        ("bdist_wheel", "self.run_command('build'); edit(); super().run()"),
        ("bdist_wheel", "self.run_command('build_py'); edit(); super().run()"),
        ("install_lib", "edit(); super().run()"),
        ("install_lib", "self.build(); edit(); super().run()"),
        ("install", "self.run_command('build'); edit(); super().run()"),
    ],
)
def test_what_is_edited_after_it_was_compiled_is_compiled_anew(
    make_project, unpack, command, body
) -> None:
    setup = LICENSED.format(command=command, body=body)
    files = {"setup.py": setup, "mypkg/__init__.py": "", "mypkg/one.py": KERNEL}
    project = make_project(files)
    for _ in range(2):
        done = project.backend("build_wheel")
        assert done.returncode == 0, done.stderr
        installed = unpack(project.out / done.stdout.splitlines()[-1])
        versions(installed, {"one": 5})
        assert installed.text("mypkg/one.py").startswith("# Licensed\nfrom ._pyjit_mypkg import")


def test_a_folder_that_was_edited_is_compiled_anew_without_a_build(make_project, unpack) -> None:
    setup = "from setuptools import setup\nsetup(name='mypkg', packages=['mypkg'])\n"
    project = make_project({"setup.py": setup, "mypkg/__init__.py": "", "mypkg/one.py": KERNEL})
    assert project.run("setup.py", "--quiet", "build").returncode == 0
    (module,) = (project.root / "build").glob("lib*/mypkg/one.py")
    module.write_text("# edited\n" + module.read_text().replace("VERSION = 0", "VERSION = 6"))
    command = ["setup.py", "--quiet", "bdist_wheel", "--skip-build"]
    done = project.run(*command, "--dist-dir", str(project.out))
    assert done.returncode == 0, done.stderr
    (wheel,) = project.out.glob("*.whl")
    versions(unpack(wheel), {"one": 6})


def test_sources_are_never_swapped_where_they_lie(make_project) -> None:
    files = {
        "setup.py": "from setuptools import setup\nsetup(name='mypkg', packages=['mypkg'])\n",
        "mypkg/__init__.py": "",
        "mypkg/one.py": KERNEL,
    }
    project = make_project(files)
    done = project.run("setup.py", "--quiet", "build_py", "--build-lib", ".")
    assert done.returncode == 0, done.stderr
    assert "nothing is compiled in ." in done.stderr
    assert {name: (project.root / name).read_text() for name in files} == files


PLAIN = "from setuptools import setup\nsetup(name='mypkg', version='1', packages=['mypkg'])\n"
OTHER_TAG = """\
from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel


class Tagged(bdist_wheel):
    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


setup(name="mypkg", version="1", packages=["mypkg"], cmdclass={"bdist_wheel": Tagged})
"""


@pytest.mark.parametrize(
    ("setup", "arguments", "message"),
    [
        (PLAIN, ["--plat-name", "linux_sparc64"], "marked for linux_sparc64, but its extensions"),
        (PLAIN, ["--plat-name", "macosx_11_0_arm64"], "marked for macosx_11_0_arm64"),
        (OTHER_TAG, [], "marked py3-none, but its extensions are for one version"),
    ],
)
def test_tags_that_the_extensions_do_not_fit(make_project, setup, arguments, message) -> None:
    project = make_project({"setup.py": setup, "mypkg/__init__.py": "", "mypkg/one.py": KERNEL})
    command = ["setup.py", "--quiet", "bdist_wheel", "--dist-dir", str(project.out), *arguments]
    done = project.run(*command)
    assert done.returncode != 0
    assert message in done.stderr
    assert not list(project.out.glob("*.whl"))


def test_a_name_that_is_no_text(make_project) -> None:
    files = {"setup.py": PLAIN, "mypkg/__init__.py": "", "mypkg/one.py": KERNEL}
    project = make_project(files)
    strange = os.fsdecode(b"gr\xf6sse.py")
    (project.root / "mypkg" / strange).write_text("x = 1\n")
    command = ["setup.py", "--quiet", "build", "--build-lib", "lib"]
    done = project.run(*command, PYTHONIOENCODING="utf-8:backslashreplace")
    assert done.returncode == 0, done.stderr
    assert b"from ._pyjit_mypkg import" in (project.root / "lib/mypkg/one.py").read_bytes()
    assert (project.root / "lib/mypkg" / strange).read_text() == "x = 1\n"


VERSIONED = """\
import sys

if sys.version_info >= (3, 8):
    from pyjit import __version__, jit
else:
    jit = None


@jit
def version() -> int:
    return 3
"""


def test_the_version_of_pyjit_is_that_of_the_build(make_project, unpack) -> None:
    project = make_project({"setup.py": PLAIN, "mypkg/__init__.py": "", "mypkg/one.py": VERSIONED})
    done = project.backend("build_wheel")
    assert done.returncode == 0, done.stderr
    installed = unpack(project.out / done.stdout.splitlines()[-1])
    versions(installed, {"one": 3})
    said = installed.python("from mypkg.one import __version__; print(__version__)")
    assert re.fullmatch(r"\d+\.\d+\.\d+", said.strip())
