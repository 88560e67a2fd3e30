"""
The same checks as `.ci/run`, on every supported Python that this machine has.
"""

import shutil
from pathlib import Path

import nox

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]

# Interpreters are found, not fetched; one that is missing is reported as skipped.
# (pyenv hides those that are not chosen: PYENV_VERSION=3.11.7:3.12.1:3.13.0 nox)
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True

PROJECT = nox.project.load_toml("pyproject.toml")


def install(session: nox.Session, *groups: str) -> None:
    """
    Install cwkit in place, with the packages of dependency groups.
    """
    packages = nox.project.dependency_groups(PROJECT, *groups)
    session.install("-e", ".", *packages)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """
    Run the tests; arguments after `--` go to pytest.
    """
    install(session, "test")
    session.run("pytest", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """
    Run each fuzz target for a minute; arguments after `--` go to them all.
    """
    install(session, "fuzz")
    for target in sorted(Path("tests/fuzz").glob("fuzz_*.py")):
        found = Path(session.create_tmp()) / target.stem
        found.mkdir(exist_ok=True)
        # New inputs are kept in the first folder; the seeds stay as they are.
        seeds = target.parent / "corpus" / target.stem.removeprefix("fuzz_")
        session.run(
            "python",
            f"{target}",
            "-max_total_time=60",
            *session.posargs,
            f"{found}",
            f"{seeds}",
        )


@nox.session
def lint(session: nox.Session) -> None:
    """
    Check style and formatting.
    """
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def typing(session: nox.Session) -> None:
    """
    Check types, with both checkers.
    """
    install(session, "typing")
    session.run("mypy")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """
    Build the documentation; a warning is an error.
    """
    install(session, "docs")
    session.run("sphinx-build", "-W", "--keep-going", "docs", "docs/_build/html")


@nox.session
def wheel(session: nox.Session) -> None:
    """
    Build the wheel and run the demonstration from it, in an empty folder.
    """
    folder = Path(session.create_tmp())
    for old in (Path("build"), folder / "wheel"):
        # What an earlier build left would be packed, or installed, again.
        shutil.rmtree(old, ignore_errors=True)
    session.run("pip", "wheel", "-q", "--no-deps", "-w", f"{folder}/wheel", ".")
    (built,) = (folder / "wheel").glob("cwkit-*.whl")
    session.install("--force-reinstall", f"{built}")
    session.chdir(folder)
    session.run("cwkit", "demo")
