import type { Overlay } from '../overlays';

const Palette: Overlay<'palette'> = () => null;

export default Palette;
