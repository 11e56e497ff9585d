// The second script: for the pages with a camera at the door. It is fetched only there.
import { startDoor } from './door.js'
import { startTablet } from './tablet.js'

startDoor()
startTablet()
