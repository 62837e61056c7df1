export default function Trash() {
  return null;
}
