// Material's search, loaded when somebody first searches: the worker named after "?" and the index beside it.
// Until then it says that it is ready, as a reader on a slow network pays for no search that nobody makes.
const [SETUP, READY, , RESULT] = [0, 1, 2, 3]
let loaded

async function load() {
  const index = await (await fetch("../../../search/later.json")).json()
  importScripts(location.search.slice(1))
  const post = self.postMessage
  const ready = new Promise(resolve => (self.postMessage = resolve))
  tell({ type: SETUP, data: { ...index, options: {} } })
  await ready
  self.postMessage = post
}

function tell(data) {
  dispatchEvent(Object.assign(new MessageEvent("message", { data }), { later: true }))
}

addEventListener("message", async event => {
  if (event.later) return
  event.stopImmediatePropagation()
  if (event.data.type === SETUP) return postMessage({ type: READY })
  if (!event.data.data) return postMessage({ type: RESULT, data: { items: [] } })
  await (loaded ??= load())
  tell(event.data)
})
