# Новости: кому рассказать, кому рассказано.

news-page = Новости
news-title-new = Новость
news-title-edit = Правка новости
news-name = О чём
news-kind = Что это
news-kind-product = новинка
news-kind-promotion = акция
news-kind-change = изменение
news-from = С какого дня
news-until = До какого дня
news-query = Кому
news-query-hint = пусто: всем, кто не против
news-text = Текст
news-text-expert = Для знающих
news-day-wrong = День так: 01.12.2026, завтра, пт
rule-no-news = Такой новости нет или её убрали.
rule-news-title = Напишите, о чём новость.
rule-news-backwards = Новость кончается раньше, чем начинается. Поправьте один из дней.
rule-news-query = Поле «Кому» не читается с символа { $at }: «{ $rest }». Пример: этап:анализ тег:авто; пусто — всем.
rule-news-scores = Оценки меняются каждый месяц, поэтому новость по ним не адресуют. Отберите клиентов по метке или другому полю.
rule-news-unwelcome = { $client } просил не беспокоить новостями. Это можно изменить в условиях общения.

news-told = { $told } из { $target }
news-until-date = до { $date }
news-from-date = с { $date }
news-over = кончилась { $date }
news-put-away = убрана
news-none = Новостей нет. { $key } — записать новинку, акцию или изменение.
news-hidden = { $count ->
    [one] и { $count } убранная или прошедшая, показать: { $key }
    [few] и { $count } убранные или прошедшие, показать: { $key }
   *[many] и { $count } убранных или прошедших, показать: { $key }
}
news-ask-close = Убрать новость «{ $title }»?
news-ask-close-hint = Кому рассказано, останется известно.
news-close-verb = Убрать
news-ask-tell = { $count ->
    [one] Отметить, что новость «{ $title }» рассказана { $count } клиенту?
   *[other] Отметить, что новость «{ $title }» рассказана { $count } клиентам?
}
news-tell-verb = Отметить
news-all-told = Рассказано всем, кому она предназначена.
news-nobody = Новость никому не предназначена: проверьте поле «Кому».

news-waiting = Ещё не рассказано
news-was-told = Рассказано
news-mail-count = { $count ->
    [0] в рассылку никто не соглашался
    [one] на рассылку согласен { $count }
   *[other] на рассылку согласны { $count }
}
news-not-asked = не спрашивали
news-no-mail = Рассылать некому: на рассылку никто из ожидающих не соглашался или нет ни одного адреса почты. Согласие отмечается в условиях общения.
news-no-text = У новости нет текста. { $key } — написать.
news-file = Рассылка { $title }.csv
news-file-client = клиент
news-file-contact = имя
news-file-email = почта
news-file-channel = канал
news-marked = { $count ->
    [one] отмечен { $count }
   *[other] отмечено { $count }
}

cli-news-added = Новость записана: { $what }
cli-news-told = Новость рассказана: { $what }
cli-news-none = Новостей нет.
cli-news-many = Таких новостей несколько, уточните: { $names }
cli-news-not-found = Новости «{ $what }» нет.
