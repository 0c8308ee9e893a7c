"""Payments."""

from stripe._charge import Charge as Charge
from stripe._customer import Customer as Customer
from stripe._invoice import Invoice as Invoice
from stripe._payment_intent import PaymentIntent as PaymentIntent
from stripe._subscription import Subscription as Subscription
