// Everything the browser does for Samskap, in one deferred file.
import './parts.js'
import { startSaving } from './autosave.js'
import { startClocks } from './clock.js'
import { startCopying } from './copy.js'
import { startDialogs } from './dialog.js'
import { startDragging } from './drag.js'
import { startDrafts } from './draft.js'
import { startFolding } from './fold.js'
import { startForms } from './forms.js'
import { startMirrors } from './mirror.js'
import { startOutbox } from './outbox.js'
import { startPages } from './pages.js'
import { startPaper } from './paper.js'
import { startPasskeys } from './passkey.js'
import { startPhotos } from './photo.js'
import { startRunSheet } from './run-sheet.js'
import { startStream } from './stream.js'
import { startWake } from './wake.js'

startDialogs() // first: it asks before anything is sent
startFolding()
startForms()
startDrafts()
startPhotos()
startPaper() // before the outbox, which empties the form
startOutbox()
startSaving()
startMirrors()
startClocks()
startDragging()
startCopying()
startPages()
startPasskeys()
startRunSheet()
startWake()
startStream()
