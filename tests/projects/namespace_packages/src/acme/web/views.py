import acme.billing.ledger
from acme.billing import ledger
from acme.billing.ledger import balance as balance_of


async def show(request):
    return balance_of("ledger.db", request.account)  # AFX103


async def export(request):
    return ledger.balance("ledger.db", request.account)  # AFX103


async def audit(request):
    return acme.billing.ledger.balance("ledger.db", request.account)  # AFX103
