import type { Overlay } from '../overlays';

const Conflict: Overlay<'conflict'> = () => null;

export default Conflict;
