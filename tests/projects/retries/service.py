# select: AFX103
from client import attempted, sent_afar


async def fetch(url):
    attempted(url)  # AFX103
    sent_afar(url)  # AFX103
