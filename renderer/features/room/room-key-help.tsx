import { KeyHelp } from '../../ui/key-help.tsx';

/** Every key of the room. */
export const RoomKeyHelp = ({ onClose }: { readonly onClose: () => void }) => (
  <KeyHelp
    hint="While you write, hold Alt with a letter. Escape leaves the line and keeps the text. F1 opens the guide at what you are doing."
    onClose={onClose}
  />
);
