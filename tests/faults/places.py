"""The files of the small tree that faults are put into."""

HOME_PT, HOME_EN = "docs/pt/index.md", "docs/en/index.md"
PT, EN = "docs/pt/tensors/index.md", "docs/en/tensors/index.md"
DRILL_PT, DRILL_EN = "docs/pt/tensors/exercises.md", "docs/en/tensors/exercises.md"
CODE, OUT, FIGURE = "snippets/tensors/index.py", "snippets/tensors/index.out", "snippets/tensors/index.curve.svg"
DRILL, DRILL_OUT = "snippets/tensors/exercises.py", "snippets/tensors/exercises.out"
PROOF_PT, PROOF_EN, RECORD = "docs/pt/proof.md", "docs/en/proof.md", "docs/proof/cpu.json"
SETTINGS, SETTINGS_EN, TERMS = "mkdocs.yml", "mkdocs.en.yml", "docs/glossary.toml"
