// The phone's dialog and menu: it comes from below. It is open while it is rendered.
import { Modal, type ModalProps } from './Modal';

export type SheetProps = ModalProps;

export function Sheet(props: SheetProps) {
  return <Modal {...props} look="sheet" />;
}
