// Material's search, loaded when somebody first searches: the worker named after "?", and the index beside it.
// Until then it says that it is ready: a reader on a slow network pays for no search that nobody makes.
const [SETUP, READY, , RESULT] = [0, 1, 2, 3]
const post = self.postMessage
let loaded, turn = Promise.resolve()

async function load() {
  const index = await (await fetch("../../../search/later.json")).json()
  importScripts(location.search.slice(1))
  await ask({ type: SETUP, data: { ...index, options: {} } })
}

// Give Material's worker a message; the promise is its reply.
function ask(data) {
  return new Promise(resolve => {
    self.postMessage = resolve
    dispatchEvent(Object.assign(new MessageEvent("message", { data }), { later: true }))
  })
}

// What is not found as it was typed is looked for without its accents, which the index holds as well.
async function answer(message) {
  await (loaded ??= load())
  const found = await ask(message)
  const bare = message.data.normalize("NFD").replace(/\p{M}/gu, "")
  return found.data.items.length ? found : ask({ ...message, data: bare })
}

addEventListener("message", event => {
  if (event.later) return
  event.stopImmediatePropagation()
  if (event.data.type === SETUP) post({ type: READY })
  else if (!event.data.data) post({ type: RESULT, data: { items: [] } })
  else turn = turn.then(async () => post(await answer(event.data)))
})
