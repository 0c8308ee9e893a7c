# select: AFX103
import settings
from settings import Version


async def handle(version: Version):
    settings.kept()  # AFX103
    settings.not_kept()  # AFX103
    settings.commit()  # AFX103
    settings.log("main")  # AFX103
    version.load()  # AFX103
    version.ask()  # AFX103
    settings.need("yaml")  # ok: it installs what is missing
    settings.need_yaml()  # ok: it installs what is missing
    settings.upgrade("yaml")  # AFX103
    return version.text  # AFX103
