from app.web.names import resolve


async def handler(host):
    return resolve(host)  # AFX103
