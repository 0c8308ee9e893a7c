"""GitHub. Lists and searches ask when they are read."""

from github.Repository import Repository

from asyncfix import blocking, quick, unless

class Github:
    @quick
    def __init__(self, *args, **kwargs): ...
    @blocking("http")
    def get_emojis(self, *args, **kwargs): ...
    @blocking("http")
    def get_gist(self, *args, **kwargs): ...
    @blocking("http")
    def get_organization(self, *args, **kwargs): ...
    @blocking("http")
    def get_rate_limit(self, *args, **kwargs): ...
    @blocking("http")
    @unless(lazy=True)
    def get_repo(self, full_name_or_id, lazy=False) -> Repository: ...
