// Where the outbox lies: IndexedDB, or only this page's memory where the browser allows nothing else.

/** @typedef {{id: number, key: string, lane: string, me: string, action: string, formId: string, says: string, fields: [string, string | Blob, string?][], state: 'waiting' | 'refused' | 'kept', why: string, at: number}} Item */

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('samskap', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('outbox', { keyPath: 'id', autoIncrement: true })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new Error('blocked'))
  })
}

/** @type {Promise<IDBDatabase | null> | undefined} */
let opening
const database = () => (opening ??= open().catch(() => null))

/** @type {Map<number, Item>} */
const memory = new Map()
let nextInMemory = 1e9

/** Do one thing with the store. @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} what */
async function within(mode, what) {
  const db = await database()
  if (!db) throw new Error('no database')
  return new Promise((resolve, reject) => {
    const transaction = db.transaction('outbox', mode)
    const request = what(transaction.objectStore('outbox'))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
}

/** Keep a new item; it gets its number here, and numbers give the order. @param {Omit<Item, 'id'>} item @returns {Promise<Item>} */
export async function keep(item) {
  try {
    return { ...item, id: await within('readwrite', (store) => store.add(item)) }
  } catch {
    const kept = { ...item, id: nextInMemory++ }
    memory.set(kept.id, kept)
    return kept
  }
}

/** @param {Item} item */
export async function change(item) {
  if (memory.has(item.id)) return void memory.set(item.id, item)
  await within('readwrite', (store) => store.put(item))
}

/** @param {number} id */
export async function drop(id) {
  if (memory.delete(id)) return
  await within('readwrite', (store) => store.delete(id)).catch(() => {})
}

/** Everything kept, oldest first. @returns {Promise<Item[]>} */
export async function kept() {
  const stored = await within('readonly', (store) => store.getAll()).catch(() => [])
  return [...stored, ...memory.values()]
}

/** Is it still here? When the browser cannot tell, better to send twice with one key than never. @param {number} id */
export async function isKept(id) {
  return memory.has(id) || within('readonly', (store) => store.count(id)).then(Boolean, () => true)
}
