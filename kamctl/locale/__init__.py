"""Languages: every text for users is English in the code and translated where it is shown."""

from kamctl.locale.catalogue import LANGUAGES, choose, language, plural, translate, use

__all__ = ["LANGUAGES", "choose", "language", "plural", "translate", "use"]
