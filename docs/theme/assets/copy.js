// A second button on each block that continues others: it copies the page's program from its top to this block.
// Material's own clipboard does the copying, and says so.
const program = document.querySelector("#program")
for (const block of program ? document.querySelectorAll("[data-above]") : []) {
  const above = program.querySelector("code").textContent.split("\n").slice(0, block.dataset.above)
  const button = document.createElement("button")
  button.className = "copy-above"
  button.title = button.ariaLabel = program.dataset.aboveLabel
  button.dataset.clipboardText = [...above, block.querySelector("code").textContent.trimEnd(), ""].join("\n")
  block.querySelector("pre").after(button)
}
