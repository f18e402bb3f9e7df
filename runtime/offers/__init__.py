"""Offers: codes of discounts that a store's customers are shown after they bought."""
