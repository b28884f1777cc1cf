"""The commands from an empty folder, as an operator types them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from councilkit.cli import main

Typed = Callable[[str], tuple[int, str]]
COMMAND = str(Path(sys.executable).with_name("councilkit"))


def run(home: Path, *arguments: str, code: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "COUNCILKIT_HOME": str(home), **environment}
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, env=env, cwd=home.parent)
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("empty") / "council"
    done = run(home, "init", "--admin-email", "first@example.org", "--name", "Consiliul Ștefan")
    assert re.search(r"http://\S+/welcome/\S+", done.stdout)
    return home


@pytest.fixture
def typed(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Types a command in this process: `typed("status 1")` gives its exit code and what it said."""
    monkeypatch.setenv("COUNCILKIT_HOME", str(home))
    monkeypatch.chdir(home.parent)

    def type_it(words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", [COMMAND, *words.split()])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out + told.err

    return type_it


def test_init_refuses_a_folder_that_holds_a_council(home: Path) -> None:
    assert "holds a council already" in run(home, "init", "--admin-email", "x@example.org", code=2).stderr
    asked_nothing = run(home, "init", code=2)
    assert "holds a council already" in asked_nothing.stderr
    assert asked_nothing.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        "accounts invite x@example.org --name X --role nope", "sample --part nope --fraction 0.1",
        "sample commit --part nope --fraction 0.1", "census create x --design nope", "renewals --part nope",
        "print certificate 1 -o x.pdf --part nope", "print certificate 1 -o x.pdf --language nope",
        "qualifications list --part nope", "qualifications forecast --plan nope", "status 1 --part nope",
        "law impact --draft nope", "law impact --draft ni_qbr/qbr --transition nope",
        "law impact --draft ni_qbr/qbr --transition none --transition within=6", "assess 1 --event nope",
        "publish --out council.toml/x",
    ],
)  # fmt: skip
def test_an_option_that_names_what_is_not_there_is_wrong_use(typed: Typed, home: Path, words: str) -> None:
    (home.parent / "council.toml").touch()
    code, said = typed(words)
    assert code == 2
    assert re.search(r"nope|none|council\.toml", said)


@pytest.mark.parametrize(
    "words",
    [
        "status 1", "assess 1", "print certificate 1 -o x.pdf", "census open nope", "cohorts report nope",
        "cohorts report nope --programme", "sample draw nope", "sample proof nope", "accounts link nope@example.org",
        "law show nope", "law list nope", "census invite nope --form x --count 1",
    ],
)  # fmt: skip
def test_what_is_asked_about_and_is_not_there_is_a_no(typed: Typed, words: str) -> None:
    code, said = typed(words)
    assert code == 1
    assert said.strip()


def test_looking_without_a_council_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COUNCILKIT_HOME", raising=False)
    monkeypatch.setattr(sys, "argv", [COMMAND, "plugins"])
    with pytest.raises(SystemExit):
        main()
    assert "ro_census" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_database_may_lie_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    place = tmp_path / "data" / "of a council" / "council.db"
    done = run(tmp_path / "c", "init", "--admin-email", "a@example.org", "--database", f"sqlite:///{place}")
    assert "/welcome/" in done.stdout
    assert place.exists()


@pytest.mark.parametrize("how", ["by its path", "from here", "by its name", "as a module"])
def test_the_line_that_init_prints_can_be_typed(tmp_path: Path, how: str) -> None:
    folder, bin_ = tmp_path / "a council", Path(COMMAND).parent
    command, cwd, path = {
        "by its path": ([COMMAND], tmp_path, ""),
        "from here": ([f"{bin_.name}/councilkit"], bin_.parent, ""),
        "by its name": (["councilkit"], tmp_path, f"{bin_}:"),
        "as a module": ([sys.executable, "-m", "councilkit"], tmp_path, ""),
    }[how]
    env = {**os.environ, "PATH": f"{path}/usr/bin:/bin"}
    options = {"capture_output": True, "text": True, "env": env, "cwd": cwd, "check": True}
    words = " ".join(command)
    made = subprocess.run(f"{words} init '{folder}' --admin-email a@example.org", shell=True, **options)  # type: ignore[call-overload]
    line = made.stdout.splitlines()[-1].removeprefix("Start it with: ")
    assert "Serve the pages" in subprocess.run(f"{line} --help", shell=True, **options).stdout  # type: ignore[call-overload]


def test_init_asks_for_the_administrator_when_not_told(tmp_path: Path) -> None:
    done = subprocess.run(
        [COMMAND, "init", str(tmp_path / "asked")], input="ana@example.org\n", capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "Sign-in link for ana@example.org" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--admin-email", "notmail"), "'notmail' is not an email address"),
        (("--admin-email", "a@example.org", "--database", "mysql://user:secret@x/y"), "cannot be mysql"),
        (("--admin-email", "a@example.org", "--database", "nonsense"), "is not an address"),
        (
            ("--admin-email", "a@example.org", "--database", "postgresql+psycopg://me:secret@127.0.0.1:1/x"),
            "cannot be used",
        ),
    ],
)
def test_init_makes_all_or_nothing(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine.txt").write_text("kept")
    for folder in (tmp_path / "new" / "council", there):
        done = run(tmp_path / "home", "init", str(folder), *arguments, code=2)
        assert words in done.stderr
        assert "secret" not in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["mine.txt", "there"]
    run(tmp_path / "home", "init", str(there), "--admin-email", "a@example.org")


def test_init_in_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "init", "/proc/council", "--admin-email", "a@example.org", code=2)
    assert "cannot be made in /proc/council" in done.stderr


def test_doctor_warns_of_what_a_council_on_the_web_should_set(home: Path) -> None:
    environment = {**os.environ, "COUNCILKIT_HOME": str(home), "COUNCILKIT_DEMO_DAY": "2026-11-22"}
    told = subprocess.run([COMMAND, "doctor"], capture_output=True, text=True, env=environment).stdout
    notes = [line for line in told.splitlines() if line.startswith("note")]
    assert [line.split()[1].rstrip(":") for line in notes] == ["day", "mail", "address", "help"]
    assert "stands on 2026-11-22" in notes[0]
    more = {"COUNCILKIT_MAIL_URL": "smtp://mail.example.org", "COUNCILKIT_COUNCIL_HELP_LINE": "0800 1"}
    more["COUNCILKIT_SERVER_PUBLIC_URL"] = "https://register.example.org"
    environment = {**os.environ, "COUNCILKIT_HOME": str(home), **more}
    assert "note" not in subprocess.run([COMMAND, "doctor"], capture_output=True, text=True, env=environment).stdout


def test_a_role_that_is_not_there_is_named(home: Path) -> None:
    roles = ("--role", "registrar", "--role", "zzz")
    refused = run(home, "accounts", "invite", "zoe@example.org", "--name", "Zoe", *roles, code=2).stderr
    assert "There is no role 'zzz'. Roles: " in refused


def test_keys_are_private(home: Path) -> None:
    assert {(path.stat().st_mode & 0o777) for path in (home / "keys").iterdir()} == {0o600}


def test_plugins_lists_parts(home: Path) -> None:
    found = json.loads(run(home, "plugins", "--json").stdout)
    assert {part for plugin in found["plugins"] for part in plugin["parts"]} >= {
        "ro.social_worker",
        "ni.social_worker",
        "ph.social_worker",
    }


def test_config_show_tells_origins_and_hides_passwords(home: Path) -> None:
    url = "postgresql+psycopg://council:very-secret@db/council"
    done = run(home, "config", "show", "--json", COUNCILKIT_DATABASE_URL=url)
    settings = json.loads(done.stdout)
    assert settings["council.name"] == {"value": "Consiliul Ștefan", "origin": "file"}
    assert settings["database.url"]["origin"] == "environment"
    assert "very-secret" not in done.stdout


def test_a_new_council_is_sound(home: Path) -> None:
    assert "every row is as they left it" in run(home, "ledger", "verify").stdout
    findings = json.loads(
        subprocess.run(
            [COMMAND, "doctor", "--json"],
            capture_output=True,
            text=True,
            env={**os.environ, "COUNCILKIT_HOME": str(home)},
        ).stdout
    )
    assert all(
        finding["ok"] for finding in findings if finding["what"] in ("database", "schema", "keys", "disk", "clock")
    )
    assert "up to date already" in run(home, "upgrade").stdout


def test_commands_without_a_council_say_what_to_do(tmp_path: Path) -> None:
    assert "councilkit init" in run(tmp_path / "nothing", "ledger", "verify", code=2).stderr


def test_wrong_use_is_exit_2(home: Path) -> None:
    run(home, "no-such-command", code=2)
    run(home, "law", "show", code=2)


def test_an_unknown_law_is_exit_1_in_words(home: Path) -> None:
    assert "Traceback" not in run(home, "law", "show", "no.such.law", code=1).stderr


def test_an_invitation_prints_its_link(home: Path) -> None:
    done = run(home, "accounts", "invite", "tom@example.org", "--name", "Tom", "--role", "registrar")
    assert "/welcome/" in done.stdout
    assert (
        "already"
        in run(home, "accounts", "invite", "tom@example.org", "--name", "Tom", "--role", "registrar", code=1).stderr
    )


def test_a_lost_link_is_made_again(home: Path) -> None:
    assert "/welcome/" in run(home, "accounts", "link", "first@example.org").stdout
    assert "no open account" in run(home, "accounts", "link", "nobody@example.org", code=1).stderr
