"""Git, by running its program (`GitPython`)."""

from git.cmd import Git as Git
from git.remote import Remote as Remote
from git.repo import Repo as Repo
