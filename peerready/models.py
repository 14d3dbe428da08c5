"""The models of this room, where Django looks for them."""

from .portfolio.models import Comparison, Portfolio, PortfolioEntry, PortfolioPerson, SeenCode

__all__ = ["Comparison", "Portfolio", "PortfolioEntry", "PortfolioPerson", "SeenCode"]
