"""The server of one student: JupyterHub's own, without what a lesson never uses.

JupyterHub loads the same code for a student's server as for the hub itself: its database, its pages
and its encryption. That is a third of the memory of a server, and no student's server uses it.
"""

import importlib.util
import sys
import types

# Loaded when somebody uses them, which in a lesson nobody does.
LATER = ["jupyterhub.orm", "jupyterhub.roles", "requests"]
PAGES = ["jupyterhub.handlers", "jupyterhub.handlers.pages"]


class WhenUsed:
    """Finds modules as Python does, and lets them load when they are first used."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        """Return where one of the modules is; the others are found in the usual way."""
        if name not in LATER:
            return None
        for finder in sys.meta_path:
            spec = None if finder is cls else finder.find_spec(name, path, target)
            if spec:
                spec.loader = importlib.util.LazyLoader(spec.loader)
                return spec
        return None


def load_log_without_pages():
    """Load JupyterHub's log, which wants one name from the pages of the hub and no more."""
    for name in PAGES:
        sys.modules[name] = types.ModuleType(name)
    sys.modules[PAGES[-1]].HealthCheckHandler = type("HealthCheckHandler", (), {})
    try:
        import jupyterhub.log  # noqa: F401
    except ImportError:
        pass  # another version, which wants more: it is loaded in the usual way
    for name in PAGES:
        del sys.modules[name]


if __name__ == "__main__":
    sys.meta_path.insert(0, WhenUsed)
    load_log_without_pages()
    from jupyterhub.singleuser import main

    main()
