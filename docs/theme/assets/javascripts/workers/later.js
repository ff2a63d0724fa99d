// Material's search, loaded when somebody first searches: the worker named after "?", and the index beside it.
// Until then it says that it is ready: a reader on a slow network pays for no search that nobody makes.
// A pasted message of an error brings its entry first: what it is like is measured here, its numbers and quotes aside.
const [SETUP, READY, , RESULT] = [0, 1, 2, 3]
const FIRST = 1e6 // a score above all of Material's, whose Enter key opens the highest
const ALIKE = 0.6, FEWEST = 3, MOST = 3 // how alike is enough, from how many words on, and how many entries are shown
const WORDS = 4 // of a title, for what is shown after the entries
const RAISED = /[\w.]*(?:Error|Exception|Exit|Interrupt|Warning): /g
const post = self.postMessage
let loaded, entries, rarity, turn = Promise.resolve()

async function load() {
  const { messages, ...index } = await (await fetch("../../../search/later.json")).json()
  learn(messages)
  importScripts(location.search.slice(1))
  lunr.TokenSet.prototype.toString = branches
  await ask({ type: SETUP, data: { ...index, options: {} } })
}

// What lunr, Material's search, tells the branches of its tree of words apart by. Its own leaves no space between a letter
// and a branch's number: where the letter is a digit two branches read the same, and a search stops at a word that is nowhere.
function branches() {
  return this._str ?? [Number(this.final), ...Object.keys(this.edges).sort().map(letter => letter + this.edges[letter].id)].join(" ")
}

// Give Material's worker a message; the promise is its reply.
function ask(data) {
  return new Promise(resolve => {
    self.postMessage = resolve
    dispatchEvent(Object.assign(new MessageEvent("message", { data }), { later: true }))
  })
}

// Without accents.
function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "")
}

// The words of a text, lower case; numbers, shapes and signs are left out, but for a system's number of an error, its name.
function words(text) {
  const named = bare(text).toLowerCase().replace(/\b(errno|winerror) (?=\d)/g, "$1")
  return named.match(/(?<![\p{L}\d_])\p{L}[\p{L}\d_]*/gu) ?? []
}

// What a text is known by: its words, and which word follows which.
function marks(text) {
  const all = words(text.replace(new RegExp(`^${RAISED.source}`), ""))
  return new Set([...all, ...all.slice(1).map((word, before) => `${all[before]} ${word}`)])
}

// Each message as its marks; a mark is the rarer, the fewer entries have it. Some are meant only by all of their words.
function learn(messages) {
  entries = messages.map(([location, title, texts, whole]) => ({ location, title, whole, known: texts.map(marks) }))
  const count = new Map()
  for (const { known } of entries)
    for (const mark of new Set(known.flatMap(marks => [...marks]))) count.set(mark, (count.get(mark) ?? 0) + 1)
  rarity = mark => Math.log(1 + entries.length / (count.get(mark) ?? 1))
}

function weight(marks) {
  return [...marks].reduce((sum, mark) => sum + rarity(mark), 0)
}

// How alike a text and a message are, up to 2: what share of the one is in the other, and of both in both. It is 0 where
// that is little, or where a few words are not the whole message.
function likeness(text, message) {
  const both = new Set([...text].filter(mark => message.has(mark)))
  const [shared, mine, its] = [both, text, message].map(weight)
  const some = [...both].filter(mark => !mark.includes(" ")).length >= FEWEST || (both.size === text.size && both.size === message.size)
  const inside = shared / Math.min(mine, its)
  return both.size && some && inside >= ALIKE ? inside + shared / Math.sqrt(mine * its) : 0
}

// The entries whose messages a text holds, the likest first; of two as like, the one whose title the text holds. A
// traceback holds its message after an exception's name. A message's first text is the title.
function entriesFor(text) {
  const tails = [...text.matchAll(RAISED)].map(match => text.slice(match.index + match[0].length))
  const pasted = [text, ...tails].map(marks)
  const meant = (text, message, whole) => !whole || (text.size === message.size && [...text].every(mark => message.has(mark)))
  const like = (messages, whole) =>
    Math.max(...messages.flatMap(message => pasted.map(text => meant(text, message, whole) && likeness(text, message))))
  const found = entries.map(({ known, whole, ...entry }) => ({ ...entry, like: like(known, whole), named: like(known.slice(0, 1), whole) }))
  return found.filter(({ like }) => like).sort((one, other) => other.like - one.like || other.named - one.named).slice(0, MOST)
}

// These entries as Material's items, before what Material finds for the rarest words of the first one's title.
async function led(message, found) {
  const title = words(found[0].title.replace(/<[^>]+>/g, "")).sort((one, other) => rarity(other) - rarity(one))
  const { data, ...rest } = await ask({ ...message, data: title.slice(0, WORDS).join(" ") })
  const leading = found.map(({ location, title, like }) => [{ location, title, text: "", terms: {}, score: FIRST * like }])
  const other = data.items.map(items => items.filter(({ location }) => found.every(entry => entry.location !== location)))
  return { ...rest, data: { ...data, items: [...leading, ...other.filter(items => items.some(({ score }) => score))] } }
}

// What is not found as it was typed is looked for as bare words, without accents (the index holds them so as well) and signs.
async function answer(message) {
  await (loaded ??= load())
  const entries = entriesFor(message.data)
  if (entries.length) return led(message, entries)
  // A word of one letter is in every text, and as the beginning of others in many titles.
  const found = await ask({ ...message, data: message.data.replace(/(?<=\S\s+)\p{L}(?=\s+\S)/gu, "") })
  const plain = bare(message.data).replace(/[^\p{L}\p{N}_]+/gu, " ").trim()
  return found.data.items.length || !plain ? found : ask({ ...message, data: plain })
}

addEventListener("message", event => {
  if (event.later) return
  event.stopImmediatePropagation()
  if (event.data.type === SETUP) post({ type: READY })
  else if (!event.data.data) post({ type: RESULT, data: { items: [] } })
  else turn = turn.then(async () => post(await answer(event.data)))
})
