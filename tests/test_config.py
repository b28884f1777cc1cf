"""Settings: file, then environment, then flags; a wrong setting is named with its mend."""

from pathlib import Path

import pytest

from councilkit import config
from councilkit.errors import SetupError


def write(home: Path, text: str) -> Path:
    (home / "councilkit.toml").write_text(text, encoding="utf-8")
    return home


def test_later_layers_win_and_origins_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, '[council]\nname = "From file"\nhelp_line = "1"\n[server]\nport = 9000\nworkers = 3\n')
    monkeypatch.setenv("COUNCILKIT_SERVER_PORT", "9100")
    monkeypatch.setenv("COUNCILKIT_HOME", "elsewhere")
    loaded = config.load(tmp_path, {"server_workers": 1, "server_host": None})
    assert (loaded.council_name, loaded.server_port, loaded.server_workers) == ("From file", 9100, 1)
    assert [loaded.origins[name] for name in ("council_name", "server_port", "server_workers", "server_host")] == [
        "file",
        "environment",
        "flag",
        "default",
    ]


def test_a_relative_database_lies_in_the_councils_folder(tmp_path: Path) -> None:
    assert config.load(tmp_path).resolved_database_url == f"sqlite:///{tmp_path}/council.db"
    assert (
        config.load(tmp_path, {"database_url": "postgresql+psycopg://x/y"}).resolved_database_url
        == "postgresql+psycopg://x/y"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[council\n", "not valid TOML"),
        ("[council]\nnmae = 'x'\n", "unknown setting 'council_nmae'"),
        ("[server]\nport = 'many'\n", r"server\.port \(file\) cannot be 'many'"),
        ("[council]\ntime_zone = 'Mars/Olympus'\n", "not a known zone"),
        ("[council]\ncolours = {brand = 'red;}'}\n", "must be a colour like"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SetupError, match=says):
        config.load(write(tmp_path, text))


def test_a_missing_key_says_so(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="restore it from a backup"):
        config.load(tmp_path).secret("session")


def test_links_lead_to_where_the_council_is_served(tmp_path: Path) -> None:
    assert config.load(tmp_path).server_public_url == "http://127.0.0.1:8000"
    (tmp_path / config.SERVED).write_text("http://127.0.0.1:8123\n")
    assert config.load(tmp_path).server_public_url == "http://127.0.0.1:8123"
    write(tmp_path, '[server]\npublic_url = "https://register.example.org"\n')
    assert config.load(tmp_path).server_public_url == "https://register.example.org"
