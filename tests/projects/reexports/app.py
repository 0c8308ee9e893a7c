import postbox
from postbox import deliver, fetch_mail


async def forward(recipients):
    raw = fetch_mail()  # AFX103
    headers, body = postbox.parse(raw)  # ok: it only splits bytes
    deliver(body)  # AFX103
    return headers


async def again():
    return postbox.fetch_mail()  # AFX103
