import type { Overlay } from '../overlays';

const Create: Overlay<'create'> = () => null;

export default Create;
