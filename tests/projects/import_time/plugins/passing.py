from plugins import slow

VALUE = slow.use()
