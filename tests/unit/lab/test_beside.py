import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from lab.bench import beside_revision, main
from lab.benched.row import Row
from lab.beside import Checkout, Lacking, UnknownRevision, checked_out, measured


def git(folder: Path, *arguments: str) -> str:
    told = ("-c", "user.name=Somebody", "-c", "user.email=somebody@platebook.example")
    return subprocess.run(["git", *told, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def committed(folder: Path, files: Sequence[str]) -> str:
    for file in files:
        (folder / file).write_text("", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "More")
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


def test_a_measure_is_taken_of_the_code_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "only_here.py").write_text("", encoding="utf-8")
    with measured(tmp_path) as checkout:
        assert checkout.measure("import_seconds", "only_here") > 0


def test_what_a_checkout_lacks_is_said(tmp_path: Path) -> None:
    with measured(tmp_path) as checkout:
        with pytest.raises(Lacking, match="No module named"):
            checkout.measure("search_units", "10 fuzzy")
        assert checkout.measure("import_seconds", "json") > 0


def test_a_process_that_ended_is_said(tmp_path: Path) -> None:
    with measured(tmp_path) as checkout, pytest.raises(Lacking, match="ended"):
        checkout.measure("no such measure", "")


def test_an_older_revision_is_checked_out_and_taken_away(repository: Path) -> None:
    older = committed(repository, ["first.py"])
    committed(repository, ["second.py"])
    with checked_out(older, repository) as folder:
        assert [path.name for path in sorted(folder.glob("*.py"))] == ["first.py"]
    assert not folder.exists()
    assert len(git(repository, "worktree", "list").splitlines()) == 1


@pytest.mark.parametrize("revision", ["nowhere", "--help", ""])
def test_an_unknown_revision_is_refused(repository: Path, revision: str) -> None:
    committed(repository, ["first.py"])
    with pytest.raises(UnknownRevision, match="git"), checked_out(revision, repository):
        pass


def test_a_revision_that_lacks_a_measure_costs_one_row_and_no_run(tmp_path: Path) -> None:
    row = Row("a search", "read units", "search_units", ["10 fuzzy"], "10 plates")
    here, other = Checkout(Path(__file__).parents[3]), Checkout(tmp_path)
    figure = beside_revision(here, other, "v0", row)
    here.close()
    other.close()
    assert figure.ratio is None
    assert figure.beside.startswith("not to be compared with v0")


def test_the_bench_refuses_an_unknown_revision_before_it_measures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--beside", "no-such-revision"]) == 2
    assert "no-such-revision is no revision" in capsys.readouterr().err
