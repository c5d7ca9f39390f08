# Отказы: что нельзя и что можно
rule-no-client = Такого клиента нет.
rule-no-contact = Такого контактного лица нет.
rule-no-recommendation = Такой рекомендации нет.
rule-name-missing = Нужно название: без него запись не найти.
rule-reason-missing = Нужна причина, хотя бы несколько слов.
rule-not-ahead = { $date } уже прошло, нужна дата впереди.
rule-archived = Клиент в архиве. Сначала верните его.
rule-nothing = Менять нечего.
rule-no-stage-before = Это первый этап, назад некуда.
rule-leaves-early = { $client }: этап «{ $stage }» покидают раньше времени.
rule-lacks = Не хватает: { $what }. Без этого рекомендация не готова.
rule-no-step = Из «{ $from }» нельзя сразу в «{ $to }».
rule-opening = Портфель ещё открывается, секунду.
rule-conflict = Запись успела измениться, показано новое состояние.

# Чего не хватает этапу
missing-contact = нет ни одного контактного лица
missing-decision-maker = не отмечен ЛПР
missing-talk = на этом этапе ещё не говорили с клиентом
missing-ready = нет ни одной готовой рекомендации
missing-unfinished = { $count ->
    [one] { $count } черновик не дописан
    [few] { $count } черновика не дописаны
   *[many] { $count } черновиков не дописаны
}
missing-undecided = { $count ->
    [one] { $count } рекомендация без решения клиента
    [few] { $count } рекомендации без решения клиента
   *[many] { $count } рекомендаций без решения клиента
}
missing-implemented = { $count ->
    [one] { $count } принятая рекомендация не внедрена
    [few] { $count } принятые рекомендации не внедрены
   *[many] { $count } принятых рекомендаций не внедрены
}
lack-title = название
lack-why = зачем
lack-if-done = что будет, если сделать
lack-if-not = что будет, если не сделать

# Периодичность
cadence-off = без ритма
cadence-days = { $count ->
    [one] каждый { $count } день
    [few] каждые { $count } дня
   *[many] каждые { $count } дней
}
cadence-report-window = раз в месяц, в дни отчёта

# Что сделано: журнал и список отмены
intent-add-client = новый клиент
intent-edit-client = правка клиента
intent-archive-client = клиент в архив
intent-restore-client = клиент из архива
intent-add-contact = новое контактное лицо
intent-edit-contact = правка контактного лица
intent-remove-contact = контактное лицо убрано
intent-move-stage = перенос по этапам
intent-park = отложен
intent-unpark = снова в работе
intent-set-spend = расходы
intent-log-touch = касание
intent-plan-touch = следующее касание
intent-clear-touch = касание снято
intent-add-draft = новая рекомендация
intent-edit-draft = правка рекомендации
intent-advance-draft = шаг рекомендации
intent-archive-draft = рекомендация в архив
intent-import = загрузка файла
intent-fill-demo = учебный портфель
intent-edit-brief = правка брифа
intent-ask-brief = анкета клиенту
intent-add-problem = новая проблема
intent-edit-problem = правка проблемы
intent-advance-problem = шаг проблемы
intent-archive-problem = проблема убрана
intent-edit-ad-profile = правка рекламного профиля
intent-import-campaigns = загрузка кампаний
intent-dismiss-hit = находка отложена
intent-restore-hit = находка возвращена
intent-check-effect = проверка эффекта
intent-send-deck = презентация отправлена
intent-apply-playbook = применён сценарий работы
intent-check-step = пункт чек-листа
intent-close-checklist = чек-лист убран
intent-add-promise = новая договорённость
intent-edit-promise = правка договорённости
intent-close-promise = исход договорённости
intent-agree-terms = условия общения
intent-set-policy = режим общения
intent-add-request = новое обращение
intent-edit-request = правка обращения
intent-advance-request = шаг обращения
intent-make-forecast = прогноз
intent-remove-forecast = прогноз снят
intent-snooze = отложен звонок
intent-wake = возврат в повестку
intent-save-view = сохранён вид
intent-remove-view = удалён вид
intent-freeze-focus = зафиксирован сегмент
intent-edit-focus = правка сегмента
intent-close-focus = закрыт сегмент
intent-arrange-day = правка плана дня
intent-import-meetings = календарь
intent-edit-meeting = встреча
intent-add-news = новость
intent-edit-news = правка новости
intent-tell-news = новость рассказана
intent-edit-many = правка нескольких клиентов
intent-add-task = задача
rule-hit-taken = Этим уже занимаются: «{ $title }».
