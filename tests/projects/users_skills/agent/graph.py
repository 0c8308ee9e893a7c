from agent.prompt import skills_section


async def make_agent(config):
    return {"prompt": skills_section(), "model": config["model"]}  # AFX104
