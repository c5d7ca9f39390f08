# Командная строка.

cli-yes-no = [д/Н]
cli-needs-terminal = Рабочему месту нужен терминал. Для скриптов есть команды: planerka --help
cli-config-good = Настройки в порядке: { $place }
cli-no-config-file = файла настроек нет, действуют обычные
cli-keys-good = Клавиши в порядке.
cli-keys-bad = { $count ->
    [one] { $file }: { $count } ошибка в клавишах
    [few] { $file }: { $count } ошибки в клавишах
   *[many] { $file }: { $count } ошибок в клавишах
}

# Кого имели в виду
cli-no-store = В { $dir } портфеля нет. Начните с загрузки файла: planerka import ФАЙЛ
cli-store-lost = В { $dir } портфеля нет, но есть его копия: { $path }. Вернуть портфель: planerka restore --newest. Чтобы начать новый, уберите папку backups.
cli-no-client = Клиента «{ $text }» нет. Назовите его частью имени, id или внешним id (amocrm:501).
cli-many-clients = «{ $text }» подходит нескольким клиентам. Назовите точнее:
cli-many-clients-more = …и ещё { $count }
cli-no-draft = Рекомендации «{ $text }» нет. Список: planerka draft list
cli-many-drafts = «{ $text }» подходит нескольким рекомендациям. Назовите точнее:
cli-no-contact = Контактного лица «{ $text }» у клиента нет.
cli-many-contacts = «{ $text }» подходит нескольким контактным лицам. Назовите точнее:
cli-no-group = Группы { $text } среди последних изменений нет.
cli-nothing-to-undo = Отменять нечего.
cli-nothing-to-redo = Возвращать нечего.
cli-undo-conflict = Эти записи с тех пор изменились, отменить уже нельзя.

# Что сделано
cli-logged = Касание записано: { $client }
cli-logged-next = Касание записано: { $client }. Следующее { $date }
cli-client-added = Клиент добавлен: { $client }
cli-contact-added = Контактное лицо добавлено: { $contact } ({ $client })
cli-moved = { $client }: { $stage }
cli-draft-added = Черновик записан: { $title }
cli-draft-ready = Рекомендация готова к показу: { $title }
cli-undone = Отменено: { $what }
cli-redone = Возвращено: { $what }
cli-exported = { $count ->
    [one] Записана { $count } строка: { $file }
    [few] Записаны { $count } строки: { $file }
   *[many] Записано { $count } строк: { $file }
}
cli-lines-bad = { $bad ->
    [one] { $bad } строка не принята, принято { $good }
    [few] { $bad } строки не приняты, принято { $good }
   *[many] { $bad } строк не принято, принято { $good }
}
cli-line-not-json = Строка { $line } — не JSON нужного вида: { $message }
cli-line-too-long = Строка { $line } длиннее мегабайта.
cli-line-stdin-failed = Ввод не читается: { $reason }
cli-bad-date = Не подходит «{ $flag }». { $problem }
cli-bad-zone = Часового пояса «{ $text }» нет. Нужно имя вроде Asia/Omsk.
cli-bad-cadence = Ритм «{ $text }» не понят. Можно: off, report или число дней от 1 до 3650.
cli-bad-hours = Часы «{ $text }» не поняты. Можно так: 09:00-18:00
cli-bad-birthday = День рождения «{ $text }» не понят. Можно так: 1984-02-29 или 29.02
cli-bad-expertise = Уровень подготовки — от 1 до 5.

# Загрузка файлов
cli-import-preview = { $file }: { $kind }, новых { $new }, обновить { $updated }, без изменений { $unchanged }, пропущено { $skipped }, спорных { $conflicts }
cli-import-question = Загрузить?
cli-import-refused = Загрузка отменена, ничего не изменено.
cli-import-nothing = Всё это уже есть, менять нечего.
cli-import-done = Загружено. Новых клиентов: { $new }, обновлено: { $updated }. Отменить: planerka undo
cli-import-problems = { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
   *[many] { $count } замечаний
}
cli-import-more = …и ещё { $count }
cli-import-client = Клиент: { $name }
cli-import-whose = Не сказано, чей отчёт «{ $file }»: назовите клиента через --client.
cli-import-no-such-currency = Нет такой валюты: { $text }; нужен код из трёх букв, например RUB.
cli-import-currency-idle = --currency относится к отчётам по кампаниям, а среди файлов их нет; уберите этот ключ.
cli-import-client-idle = --client нужен только для отчётов по кампаниям, а таких файлов здесь нет.
cli-import-no-kind = Нет вида «{ $text }». Есть: { $kinds }

# Учебный портфель
cli-demo-not-empty = В { $dir } уже есть портфель. Учебный пишется только в пустое место.
cli-demo-filled = { $count ->
    [one] Учебный портфель готов: { $count } клиент, { $dir }
    [few] Учебный портфель готов: { $count } клиента, { $dir }
   *[many] Учебный портфель готов: { $count } клиентов, { $dir }
}
cli-demo-no-open = Чтобы только заполнить, укажите куда: --data КАТАЛОГ

# Повестка дня
cli-agenda-title = { $date }: { $calls }, { $planned } из { $minutes }
cli-agenda-left = Не поместилось: { $count }
cli-agenda-empty = Звонков нет.
cli-agenda-day-off = Нерабочий день: только обещанное.
cli-agenda-local = у клиента { $time }

# Карточка
cli-card-stage = Этап
cli-card-tier = Категория
cli-card-model = Обслуживание
cli-card-policy = Общение
cli-card-cadence = Ритм
cli-card-zone = Часовой пояс
cli-card-since = Клиент с
cli-card-owner = Ведёт
cli-card-tags = Метки
cli-card-next = Следующее касание
cli-card-last = Последний разговор
cli-card-external = Внешние id
cli-card-notes = Заметки
cli-card-contacts = Контактные лица
cli-card-drafts = Рекомендации
cli-card-touches = Касания
cli-card-spend = Расходы
cli-card-archived = В архиве с
cli-promised = обещано
cli-stage-early = Не хватает: { $what }. Всё равно перенести: --yes
cli-import-spoiled = Файл { $file } не загружен. { $problem } Ничего не записано. Записать всё остальное: --yes.

# Неверно набранная команда
usage-no-value = У { $arg } нет значения.
usage-bad-value = Значение «{ $value }» для { $arg } не подходит.
usage-accepts = Можно: { $accepts }.
usage-unknown-argument = Ключа { $arg } здесь нет.
usage-unexpected = Лишнее слово: «{ $arg }».
usage-unknown-command = Команды «{ $command }» нет.
usage-maybe = Похожее: { $near }.
usage-nearly = Команды «{ $command }» нет. Похожее: planerka { $verb } { $near }. Если нужен файл с таким именем: planerka { $verb } ./{ $command }
usage-conflict = { $arg } и { $prior } вместе не указывают.
usage-twice = { $arg } указан больше одного раза.
usage-missing = Не хватает: { $args }.
usage-no-command = После { $command } не хватает команды.
usage-not-text = В набранном есть знаки не в UTF-8.
usage-how = Как вызвать: { $usage }
usage-more = Подробнее: добавьте --help
