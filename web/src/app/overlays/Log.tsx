import type { Overlay } from '../overlays';

const Log: Overlay<'log'> = () => null;

export default Log;
