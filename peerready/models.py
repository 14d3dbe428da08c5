"""The models of this room, where Django looks for them."""

from .portfolio.models import Portfolio, PortfolioEntry, PortfolioPerson, SeenCode

__all__ = ["Portfolio", "PortfolioEntry", "PortfolioPerson", "SeenCode"]
