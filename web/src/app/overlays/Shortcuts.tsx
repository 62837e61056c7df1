import type { Overlay } from '../overlays';

const Shortcuts: Overlay<'shortcuts'> = () => null;

export default Shortcuts;
