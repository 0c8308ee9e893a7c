"""GitHub (`PyGithub`)."""

from .MainClass import Github as Github
