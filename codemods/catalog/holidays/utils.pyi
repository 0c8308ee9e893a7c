"""Holidays by country."""

from asyncfix import blocking

@blocking("load")
def CountryHoliday(*args, **kwargs): ...
@blocking("load")
def country_holidays(*args, **kwargs): ...
@blocking("load")
def financial_holidays(*args, **kwargs): ...
