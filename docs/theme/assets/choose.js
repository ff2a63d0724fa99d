// Makes a choice of the table of commands: system, GPU, tool and Python give one block of lines, which Material's own
// button copies. Without this script the table stands. Nothing is remembered.
const table = document.querySelector(".commands")
const [chooser, every] = document.querySelector("#chooser").content.cloneNode(true).children
const code = chooser.querySelector("code"), said = chooser.querySelector("[role=status]")
const {system, gpu, tool, python} = chooser.querySelector("form").elements

// A phone installs nothing: its reader goes on at a computer, most often with Windows.
const agent = /Android/.test(navigator.userAgent) ? "" : navigator.userAgent
system.value = /Macintosh/.test(agent) ? "macos" : /Linux|CrOS/.test(agent) ? "linux" : "windows"

// What the chosen system lacks cannot be chosen, and says why.
function limit() {
  for (const one of gpu) {
    one.disabled = system.value in one.dataset
    one.labels[0].querySelector("small").textContent = one.dataset[system.value] ?? ""
  }
  const possible = [...gpu].filter(one => !one.disabled)
  if (!possible.some(one => one.checked)) possible[0].checked = true
}

// A line of the table as one of the block, with the Python that was chosen.
function copied(line) {
  const copy = document.createElement("span")
  if (python.value && line.dataset.python) copy.textContent = line.dataset.python.replace("{}", python.value)
  else copy.append(...line.cloneNode(true).childNodes)
  return copy
}

function show() {
  limit()
  const steps = ["environment", gpu.value, "extras"]
  const rows = [...table.querySelectorAll(`[data-system=${system.value}]`)].filter(row => steps.includes(row.dataset.step))
  const mine = rows.filter(row => row.dataset.tool === tool.value)
  code.replaceChildren(...mine.flatMap(row => [...row.querySelectorAll("code")]).map(copied))
  chooser.querySelector(".command").classList.toggle("language-powershell", system.value === "windows")
  const words = [...chooser.querySelectorAll(":checked + span"), ...rows.flatMap(row => [...row.querySelectorAll("small")])]
  said.textContent = words.map(one => one.textContent.trim()).join(" · ")
}

chooser.addEventListener("change", show)
table.before(chooser, every)
every.append(table)
show()
