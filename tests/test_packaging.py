"""The package list is typed out, so it is held against the folders; the folders' own names are never imported."""

import configparser
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def setup_cfg() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def mapped() -> dict[str, str]:
    lines = setup_cfg()["options"]["package_dir"].split("\n")
    return {name.strip(): folder.strip() for name, _, folder in (line.partition("=") for line in lines if "=" in line)}


def on_disk() -> set[str]:
    found = set()
    for name, folder in mapped().items():
        for init in (ROOT / folder).rglob("__init__.py"):
            parts = init.parent.relative_to(ROOT / folder).parts
            found.add(".".join((name, *parts)))
    return found


def test_every_folder_is_listed_as_a_package() -> None:
    listed = set(setup_cfg()["options"]["packages"].split())
    assert listed == on_disk()


def test_every_python_file_lies_in_a_listed_package() -> None:
    for folder in mapped().values():
        for file in (ROOT / folder).rglob("*.py"):
            assert (file.parent / "__init__.py").exists(), f"{file.parent} has no __init__.py"


def test_the_folders_own_names_are_never_imported() -> None:
    code = (
        "import councilkit.cli, councilkit.opening, councilkit.app, sys; "
        "print([m for m in ('core', 'plugins', 'templates') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert run.stdout.strip() == "[]"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['councilkit', '--help']\n"
        "from councilkit.cli import cli\n"
        "try: cli()\nexcept SystemExit: pass\n"
        "heavy = ('flask', 'sqlalchemy', 'polars', 'weasyprint', 'datasette', 'holidays')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip().splitlines()[-1] == "[]"
