"""The build hook: which wheels it makes of which projects, and what it leaves alone."""

from __future__ import annotations

import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

PYPROJECT = """\
[build-system]
requires = ["setuptools", "pyjit"]
build-backend = "setuptools.build_meta"

[project]
name = "mypkg"
version = "1.0"
"""
KERNEL = '''\
"""Kernels."""

from pyjit import jit


@jit
def double(a: int) -> int:
    """Twice the number."""
    return 2 * a
'''
REFUSED = """\
from pyjit import jit


@jit
def words(text: str) -> str:
    return text.upper()
"""
PLAIN = "def double(a):\n    return 2 * a\n"
SRC = {"pyproject.toml": PYPROJECT, "src/mypkg/__init__.py": "", "src/mypkg/kernels.py": KERNEL}
EXTENSION = [
    "mypkg/__init__.py",
    "mypkg/_pyjit_mypkg.py",
    "mypkg/_pyjit_mypkg__native.so",
    "mypkg/kernels.py",
]
CALL = "from {} import double; print(double(21), hasattr(double, '__pyjit_signatures__'))"


def is_platform_wheel(wheel: Path) -> bool:
    """By the file's name and by what its metadata says; both must agree."""
    name = f"cp{sys.version_info.major}{sys.version_info.minor}"
    by_name = f"-{name}-{name}-" in wheel.name
    assert by_name or "-py3-none-any" in wheel.name
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(n for n in archive.namelist() if n.endswith(".dist-info/WHEEL"))
        lines = archive.read(metadata).decode().splitlines()
    assert f"Root-Is-Purelib: {str(not by_name).lower()}" in lines
    return by_name


def test_src_layout(make_project, unpack) -> None:
    made = make_project(SRC)
    before = {path: path.read_bytes() for path in made.root.rglob("*.py")}
    wheel = made.wheel()
    assert is_platform_wheel(wheel)
    installed = unpack(wheel)
    assert installed.names() == EXTENSION
    assert installed.text("mypkg/kernels.py") == KERNEL.replace("from pyjit", "from ._pyjit_mypkg")
    assert installed.python(CALL.format("mypkg.kernels")) == "42 True"
    assert installed.python("import mypkg.kernels, sys; print('pyjit' in sys.modules)") == "False"
    disabled = installed.python(CALL.format("mypkg.kernels"), PYJIT_DISABLE="1")
    assert disabled == "42 False"
    assert before == {path: path.read_bytes() for path in before}


def test_a_missing_extension_leaves_python(make_project, unpack) -> None:
    installed = unpack(make_project(SRC).wheel())
    for extension in installed.folder.rglob("*.so"):
        extension.unlink()
    assert installed.python(CALL.format("mypkg.kernels")) == "42 False"


def test_an_extension_that_does_not_load_leaves_python(make_project, unpack) -> None:
    installed = unpack(make_project(SRC).wheel())
    for extension in installed.folder.rglob("*.so"):
        extension.write_bytes(b"not an extension")
    assert installed.python(CALL.format("mypkg.kernels")) == "42 False"


SETUP = "from setuptools import setup\nsetup(name='mypkg', version='1.0', {})\n"
LAYOUTS = {
    "flat": (
        {"pyproject.toml": PYPROJECT, "mypkg/__init__.py": "", "mypkg/k.py": KERNEL},
        "mypkg.k",
    ),
    "single module": ({"pyproject.toml": PYPROJECT, "mypkg.py": KERNEL}, "mypkg"),
    "setup.py": (
        {"setup.py": SETUP.format("packages=['mypkg']"), "mypkg/__init__.py": KERNEL},
        "mypkg",
    ),
    "setup.py, modules in a folder": (
        {
            "setup.py": SETUP.format("package_dir={'': 'lib'}, py_modules=['one', 'two']"),
            "lib/one.py": KERNEL,
            "lib/two.py": PLAIN,
        },
        "one",
    ),
    "setup.py, mapped package": (
        {
            "setup.py": SETUP.format(
                "package_dir={'mypkg.sub': 'elsewhere/'}, packages=['mypkg', 'mypkg.sub']"
            ),
            "mypkg/__init__.py": "",
            "elsewhere/__init__.py": "",
            "elsewhere/k.py": KERNEL,
        },
        "mypkg.sub.k",
    ),
    "setup.cfg": (
        {
            "setup.cfg": "[metadata]\nname = mypkg\nversion = 1.0\n[options]\npackages = find:\n",
            "setup.py": "import setuptools\nsetuptools.setup()\n",
            "mypkg/__init__.py": "",
            "mypkg/k.py": KERNEL,
        },
        "mypkg.k",
    ),
    "namespace": (
        {
            "pyproject.toml": PYPROJECT,
            "src/space/mypkg/__init__.py": "",
            "src/space/mypkg/k.py": KERNEL,
        },
        "space.mypkg.k",
    ),
    "module in a namespace": ({"pyproject.toml": PYPROJECT, "src/space/k.py": KERNEL}, "space.k"),
    "nested": (
        {
            "pyproject.toml": PYPROJECT,
            "src/mypkg/__init__.py": "",
            "src/mypkg/deep/__init__.py": "from .k import double\n",
            "src/mypkg/deep/k.py": "from ..compat import jit\n" + KERNEL.partition("jit\n")[2],
            "src/mypkg/compat.py": "from pyjit import jit\n",
        },
        "mypkg.deep",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(make_project, unpack, layout: str) -> None:
    files, module = LAYOUTS[layout]
    wheel = make_project(files).wheel()
    assert is_platform_wheel(wheel)
    assert unpack(wheel).python(CALL.format(module)) == "42 True"


@pytest.mark.parametrize(
    "text", [PLAIN, "# not with pyjit\n" + PLAIN, "from pyjit import jit\n" + PLAIN, REFUSED]
)
def test_without_a_compiled_function_a_wheel_stays_pure(make_project, unpack, text: str) -> None:
    wheel = make_project(SRC | {"src/mypkg/kernels.py": text}).wheel()
    assert not is_platform_wheel(wheel)
    installed = unpack(wheel)
    # Nothing may need pyjit where it is installed.
    installed.python("import mypkg.kernels")
    assert not [name for name in installed.names() if name.endswith(".so")]


def test_a_project_without_pyjit_does_not_run_the_binary(make_project) -> None:
    made = make_project(SRC | {"src/mypkg/kernels.py": PLAIN})
    assert not is_platform_wheel(made.wheel(PYJIT_BINARY="/nonexistent"))


def test_making_an_sdist_does_not_run_the_binary(make_project) -> None:
    archive = make_project(SRC).built("build_sdist", PYJIT_BINARY="/nonexistent")
    with tarfile.open(archive) as files:
        names = [name.partition("/")[2] for name in files.getnames()]
        content = files.extractfile("mypkg-1.0/src/mypkg/kernels.py")
        assert content is not None
        assert content.read().decode() == KERNEL
    assert not [name for name in names if "_pyjit" in name]


def test_a_binary_that_is_missing_is_one_sentence(make_project) -> None:
    done = make_project(SRC).backend("build_wheel", PYJIT_BINARY="/nonexistent")
    assert done.returncode != 0
    assert "pyjit: error: /nonexistent does not run" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_refused_function_is_told_and_stays_python(make_project, unpack) -> None:
    made = make_project(SRC | {"src/mypkg/words.py": REFUSED})
    done = made.backend("build_wheel")
    assert done.returncode == 0, done.stderr
    assert "mypkg/words.py" in done.stderr
    assert "str" in done.stderr
    installed = unpack(made.out / done.stdout.splitlines()[-1])
    assert installed.python("from mypkg.words import words; print(words('a'))") == "A"
    assert installed.python(CALL.format("mypkg.kernels")) == "42 True"


@pytest.mark.parametrize("where", ["table", "environment"])
def test_strict(make_project, where: str) -> None:
    table = "\n[tool.pyjit]\nstrict = true\n" if where == "table" else ""
    files = {"pyproject.toml": PYPROJECT + table, "src/mypkg/words.py": REFUSED}
    variables = {"PYJIT_STRICT": "1"} if where == "environment" else {}
    done = make_project(SRC | files).backend("build_wheel", **variables)
    assert done.returncode != 0
    assert "mypkg/words.py" in done.stderr
    assert "pyjit: error:" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_an_error(make_project) -> None:
    files = {"pyproject.toml": PYPROJECT + "\n[tool.pyjit]\nstrikt = true\n"}
    done = make_project(SRC | files).backend("build_wheel")
    assert done.returncode != 0
    assert "did you mean `strict`?" in done.stderr
    assert "Traceback" not in done.stderr


def test_excluded_files_stay_python(make_project, unpack) -> None:
    table = "\n[tool.pyjit]\nexclude = ['mypkg/kernels.py']\n"
    wheel = make_project(SRC | {"pyproject.toml": PYPROJECT + table}).wheel()
    assert not is_platform_wheel(wheel)
    assert unpack(wheel).python(CALL.format("mypkg.kernels")) == "42 False"


def test_a_broken_file_does_not_stop_the_others(make_project, unpack) -> None:
    made = make_project(SRC | {"src/mypkg/template.py": "def {{ name }}(: pyjit\n"})
    done = made.backend("build_wheel")
    assert done.returncode == 0, done.stderr
    assert "mypkg/template.py" in done.stderr
    installed = unpack(made.out / done.stdout.splitlines()[-1])
    assert installed.python(CALL.format("mypkg.kernels")) == "42 True"


def test_building_again_leaves_nothing_behind(make_project, unpack) -> None:
    made = make_project(SRC)
    assert is_platform_wheel(made.wheel())
    assert unpack(made.wheel()).names() == EXTENSION
    other = KERNEL.replace("double", "triple").replace("2 *", "3 *")
    made.write({"src/mypkg/kernels.py": other})
    os.utime(made.root / "src/mypkg/kernels.py", (0, 0))
    installed = unpack(made.wheel())
    assert installed.python("from mypkg.kernels import triple; print(triple(2))") == "6"
    made.write({"src/mypkg/kernels.py": PLAIN})
    os.utime(made.root / "src/mypkg/kernels.py", (0, 0))
    wheel = made.wheel()
    assert not is_platform_wheel(wheel)
    assert unpack(wheel).names() == ["mypkg/__init__.py", "mypkg/kernels.py"]


def test_the_same_source_gives_the_same_wheel(make_project, unpack) -> None:
    made = make_project(SRC)
    contents = []
    for _ in range(2):
        installed = unpack(made.wheel(PYJIT_CACHE_DIR="", SOURCE_DATE_EPOCH="1700000000"))
        files = sorted(path for path in installed.folder.rglob("*") if path.is_file())
        contents.append([(p.relative_to(installed.folder), p.read_bytes()) for p in files])
    assert contents[0] == contents[1]


def test_an_editable_install_leaves_the_decorators(make_project) -> None:
    made = make_project(SRC)
    done = made.backend("build_editable", PYJIT_BINARY="/nonexistent")
    assert done.returncode == 0, done.stderr
    assert "editable" in done.stdout.splitlines()[-1] or "none-any" in done.stdout
    assert done.stderr.count("pyjit: an editable install") == 1
    assert not list(made.root.rglob("_pyjit*"))


CUSTOM = """\
from pathlib import Path
from setuptools import setup
from setuptools.command.build_py import build_py


class custom_build_py(build_py):
    def run(self):
        super().run()
        Path(self.build_lib, "mypkg", "made.py").write_text("made = 1\\n")


setup({})
"""


@pytest.mark.parametrize("where", ["setup.py", "pyproject.toml"])
def test_a_build_command_of_the_project_still_runs(make_project, unpack, where: str) -> None:
    if where == "setup.py":
        files = {"setup.py": CUSTOM.format("cmdclass={'build_py': custom_build_py}")}
    else:
        table = "\n[tool.setuptools.cmdclass]\nbuild_py = 'commands.custom_build_py'\n"
        table += "[tool.setuptools.packages.find]\nwhere = ['src']\n"
        files = {
            "pyproject.toml": PYPROJECT + table,
            "commands.py": CUSTOM.replace("setup({})", ""),
        }
    wheel = make_project(SRC | files).wheel()
    assert is_platform_wheel(wheel)
    assert unpack(wheel).python(CALL.format("mypkg.kernels")) == "42 True"
    assert unpack(wheel).python("from mypkg.made import made; print(made)") == "1"


OUTPUTS = """\
from setuptools import setup

distribution = setup(name='mypkg', version='1.0', packages=['mypkg'])
for output in sorted(distribution.get_command_obj('build_py').get_outputs()):
    print(output.rpartition('mypkg/')[2].partition('.cpython')[0])
"""


def test_outputs_are_listed(make_project) -> None:
    files = {"setup.py": OUTPUTS, "mypkg/__init__.py": "", "mypkg/k.py": KERNEL}
    done = make_project(files).run("setup.py", "--quiet", "build")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "__init__.py",
        "_pyjit_mypkg.py",
        "_pyjit_mypkg__native",
        "k.py",
    ]


def test_compiled_bytecode_is_that_of_the_swapped_module(make_project) -> None:
    files = {"setup.py": OUTPUTS, "mypkg/__init__.py": "", "mypkg/k.py": KERNEL}
    made = make_project(files)
    command = ["setup.py", "--quiet", "build", "--build-lib", "lib", "build_py", "--compile"]
    done = made.run(*command, PYTHONDONTWRITEBYTECODE="")
    assert done.returncode == 0, done.stderr
    names = {path.name.split(".")[0] for path in made.root.glob("lib/mypkg/__pycache__/*.pyc")}
    assert names == {"__init__", "_pyjit_mypkg", "k"}
    code = "import sys; sys.path[:0] = ['lib']\n" + CALL.format("mypkg.k")
    assert made.run("-c", code, PYTHONPATH="").stdout.strip() == "42 True"


def test_the_source_tree_is_not_executed(make_project) -> None:
    trap = "raise SystemExit('imported')\n"
    files = {"src/mypkg/__init__.py": trap, "src/mypkg/kernels.py": trap + KERNEL}
    assert is_platform_wheel(make_project(SRC | files).wheel())


GENERATING = """\
from pathlib import Path
from setuptools import setup
from setuptools.command.build_py import build_py

KERNEL = {!r}


class generate(build_py):
    def run(self):
        Path("mypkg", "made.py").write_text(KERNEL)
        super().run()


setup(name='mypkg', version='1.0', packages=['mypkg'], cmdclass={{'build_py': generate}})
"""


def test_kernels_in_modules_that_the_build_makes(make_project, unpack) -> None:
    made = GENERATING.format(KERNEL)
    files = {"setup.py": made, "mypkg/__init__.py": KERNEL}
    wheel = make_project(files).wheel()
    assert unpack(wheel).python(CALL.format("mypkg.made")) == "42 True"
    # The wheel is marked for what lies in the build folder, not for what lay in the source.
    wheel = make_project({"setup.py": made, "mypkg/__init__.py": ""}).wheel()
    assert is_platform_wheel(wheel)
    assert unpack(wheel).python(CALL.format("mypkg.made")) == "42 True"


def requirements(metadata: str) -> list[str]:
    return [line for line in metadata.splitlines() if line.startswith("Requires-Dist:")]


def metadata_of(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return archive.read(name).decode()


NEEDS = "dependencies = [\"packaging; python_version > '3'\"]\n"


@pytest.mark.parametrize(
    ("kind", "text", "added"),
    [
        ("editable", KERNEL, ["Requires-Dist: pyjit"]),
        ("wheel", KERNEL, []),
        ("editable", PLAIN, []),
    ],
)
def test_metadata_of_editable_installs_alone_need_pyjit(
    make_project, kind: str, text: str, added: list[str]
) -> None:
    files = {"pyproject.toml": PYPROJECT + NEEDS, "src/mypkg/kernels.py": text}
    made = make_project(SRC | files)
    prepared = made.built(f"prepare_metadata_for_build_{kind}")
    own = ['Requires-Dist: packaging; python_version > "3"']
    assert sorted(requirements((prepared / "METADATA").read_text())) == sorted(own + added)
    # Built after that, and without it.
    assert sorted(requirements(metadata_of(made.built(f"build_{kind}")))) == sorted(own + added)
    # What an editable install left in the source tree is no wheel's business.
    assert requirements(metadata_of(made.wheel())) == own


RECORDED = {
    "pyproject.toml": SRC["pyproject.toml"],
    "src/mypkg/__init__.py": "",
    "src/mypkg/kernels.py": "from pyjit import jit\n\n\n@jit\ndef add(a, b):\n    return a + b\n",
    "pyjit.signatures.toml": '[kernels]\n"mypkg.kernels.add" = ["(float, int)"]\n',
}
SIGNATURES = """\
from mypkg.kernels import add
print(add.__pyjit_signatures__, add(1.5, 2), add(1, 2))
"""


def test_a_wheel_is_built_for_what_was_recorded(make_project, unpack) -> None:
    expected = "('(float, int) -> float',) 3.5 3"
    assert unpack(make_project(RECORDED).wheel()).python(SIGNATURES) == expected


def test_an_sdist_has_what_was_recorded(make_project, tmp_path) -> None:
    named = RECORDED["pyproject.toml"] + '\n[tool.pyjit]\nsignatures = "types/all.toml"\n'
    moved = {"pyproject.toml": named, "types/all.toml": RECORDED["pyjit.signatures.toml"]}
    moved = {**RECORDED, **moved}
    del moved["pyjit.signatures.toml"]
    for files, name in ((RECORDED, "pyjit.signatures.toml"), (moved, "types/all.toml")):
        archive = make_project(files).built("build_sdist")
        with tarfile.open(archive) as content:
            assert f"mypkg-1.0/{name}" in content.getnames()


def test_the_environment_says_which_record_counts(make_project, unpack, tmp_path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('[kernels]\n"mypkg.kernels.add" = ["(int, int)"]\n', encoding="utf-8")
    installed = unpack(make_project(RECORDED).wheel(PYJIT_SIGNATURES=str(other)))
    assert installed.python(SIGNATURES) == "('(int, int) -> int',) 3.5 3"


def test_a_broken_record_fails_the_build(make_project) -> None:
    broken = {**RECORDED, "pyjit.signatures.toml": "[kernels]\nadd = 3\n"}
    done = make_project(broken).backend("build_wheel")
    assert done.returncode != 0
    assert "pyjit.signatures.toml:2" in done.stderr
    assert "Traceback" not in done.stderr


NUMBAS = {
    "pyproject.toml": PYPROJECT + '\n[tool.pyjit]\ndecorators = ["numba"]\n',
    "src/mypkg/__init__.py": "",
    "src/mypkg/kernels.py": """\
import numba


@numba.njit("int64(int64)")
def double(a):
    return 2 * a
""",
}
WITHOUT_NUMBA = "import sys; sys.modules['numba'] = None; "


def test_a_package_of_numba(make_project, unpack) -> None:
    made = make_project(NUMBAS)
    wheel = made.wheel()
    assert is_platform_wheel(wheel)
    installed = unpack(wheel)
    ends = ("_functions", "_types", "")
    stand_ins = sorted(f"mypkg/_pyjit_mypkg__numba{end}.py" for end in ends)
    assert installed.names() == sorted([*EXTENSION, *stand_ins])
    expected = NUMBAS["src/mypkg/kernels.py"].replace(
        "import numba", "from ._pyjit_mypkg__numba import numba"
    )
    assert installed.text("mypkg/kernels.py") == expected
    assert installed.python(WITHOUT_NUMBA + CALL.format("mypkg.kernels")) == "42 True"
    # Once more, over what the first build left.
    assert unpack(made.wheel()).names() == installed.names()
    made.write({"src/mypkg/kernels.py": PLAIN})
    again = made.wheel()
    assert not is_platform_wheel(again)
    assert unpack(again).names() == ["mypkg/__init__.py", "mypkg/kernels.py"]


@pytest.mark.parametrize("settings", ["", "\n[tool.pyjit]\ndecorators = []\n"])
def test_numba_does_not_count_unasked(make_project, unpack, settings: str) -> None:
    made = make_project(NUMBAS | {"pyproject.toml": PYPROJECT + settings})
    wheel = made.wheel(PYJIT_BINARY="/nonexistent")
    assert not is_platform_wheel(wheel)
    assert unpack(wheel).names() == ["mypkg/__init__.py", "mypkg/kernels.py"]
    counts = made.wheel(PYJIT_DECORATORS="numba")
    assert is_platform_wheel(counts)


def test_an_editable_install_of_numba_needs_no_pyjit(make_project) -> None:
    made = make_project(NUMBAS)
    made.built("build_editable")
    wheel = next(made.out.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("METADATA"))
        assert "Requires-Dist: pyjit" not in archive.read(name).decode()
