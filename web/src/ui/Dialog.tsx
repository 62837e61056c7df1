// A dialog in the middle of the page. It is open while it is rendered.
import { Modal, type ModalProps } from './Modal';

export type DialogProps = ModalProps;

export function Dialog(props: DialogProps) {
  return <Modal {...props} look="dlg" />;
}
