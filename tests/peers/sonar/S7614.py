# A handler of AWS Lambda that is a coroutine function. No rule: which function is the handler is said outside of the program.
async def lambda_handler(event, context):  # ok: no rule
    return {"status": event, "context": context}
