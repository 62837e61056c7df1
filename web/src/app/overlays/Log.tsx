// Logging from anywhere: the quick entry of Today in a dialog; a sheet on the phone.
import { t } from '../../text';
import { Dialog, Sheet } from '../../ui';
import type { Overlay } from '../overlays';
import { QuickEntry } from '../quick/QuickEntry';
import { useWidth } from '../../lib/media';

const Log: Overlay<'log'> = ({ contact, about, text, onClose }) => {
  const whom = about ?? (contact && { entity: 'contact', id: contact.id, name: contact.name });
  const Frame = useWidth() === 'phone' ? Sheet : Dialog;
  return (
    <Frame title={t('quick.title')} width={720} onClose={onClose}>
      <QuickEntry about={whom} text={text} autoFocus onDone={onClose} />
    </Frame>
  );
};

export default Log;
