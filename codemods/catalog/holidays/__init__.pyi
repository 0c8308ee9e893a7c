"""Holidays. Each country is a module that is imported at first use."""

from holidays.utils import (
    CountryHoliday as CountryHoliday,
    country_holidays as country_holidays,
    financial_holidays as financial_holidays,
)
