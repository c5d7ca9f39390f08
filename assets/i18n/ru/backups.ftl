# Копии портфеля и возврат из них.

backup-not-one = Это не копия портфеля: { $path }. Какие копии есть, покажет planerka backup list.
backup-cut = Копия обрывается на полуслове: { $path }. Возьмите другую: planerka backup list.
backup-broken = Копия повреждена ({ $detail }): { $path }. Возьмите другую: planerka backup list.

# На экране
backup-begun = Копия портфеля делается.
backup-made = Копия портфеля: { $path }
backup-at = копия { $time }
backup-failed = Копия портфеля не сделана: { $reason } Работа сохраняется как обычно; освободите место или назовите другое: planerka backup ФАЙЛ.
