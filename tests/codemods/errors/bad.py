"""Bad."""
import asyncio
colour = "red"
safety = "sure"
def before(x): x
def before_a(x): foo(x)
def after_a(y): bar(y)
def after_b(): 1
def before_c(x):
    asyncio.sleep(x)
def after_c(x):
    await asyncio.sleep(x)
def before_d(x: Wrong):
    asyncio.run(x)
class A: pass
