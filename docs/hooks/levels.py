"""Lead a reader from core page to core page: what goes deeper is reached from the contents, not by Next."""


def on_page_context(context, page, nav, **_):
    """Let a core page's Previous and Next skip the pages that go deeper."""
    if page.meta.get("level") == "core":
        core = [other for other in nav.pages if other.meta.get("level") == "core"]
        here = core.index(page)
        page.previous_page = core[here - 1] if here else None
        page.next_page = core[here + 1] if here + 1 < len(core) else None
    return context
